"""Family T: periods that may not be compared."""

from __future__ import annotations
