"""bpjs: what published social-insurance figures amount to, and which of them cannot be true."""

__version__ = "0.1.0"
