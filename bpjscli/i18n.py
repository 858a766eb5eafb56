"""Messages in two languages: the English text is the key, the Indonesian one stands in a gettext catalogue."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Literal

Lang = Literal["id", "en"]
Translate = Callable[[str], str]

CATALOGUES = Path(__file__).parent / "locale"


@lru_cache(maxsize=2)
def translator(lang: Lang) -> Translate:
    """The function that turns an English message into `lang`; English stays as it is."""
    if lang == "en":
        return lambda message: message
    return gettext.translation("bpjs", CATALOGUES, languages=["id"], fallback=True).gettext


def N_(message: str) -> str:  # noqa: N802  # the customary name by which the extraction of messages knows it
    """`message` as it is: it is translated later, where the language is known."""
    return message
