"""Links that may be followed: http, https and doi, and nothing else."""

from __future__ import annotations

import re

from bpjscli.render.safety import visible_line

_WEB = re.compile(r"https?://[^\s/?#@]+(?:[/?#]\S*)?\Z", re.IGNORECASE)  # no "@": a name before the host misleads
_DOI = re.compile(r"doi:\s*(10\.\d{4,9}/\S+)\Z", re.IGNORECASE)
_QUOTED = re.compile(r"[^!#-;=?-\[\]_a-z~\u00a1-\U0010ffff]")


def safe_link(link: str) -> str | None:
    """The address to put behind `link`, or `None` where it is better shown as text only.

    A doi becomes an address of doi.org. What could end an attribute or a Markdown link is percent-encoded.
    """
    if link != visible_line(link) or "\ufffd" in link:
        return None
    if found := _DOI.match(link):
        link = f"https://doi.org/{found[1]}"
    if not _WEB.match(link):
        return None
    return _QUOTED.sub(lambda match: f"%{ord(match.group()):02X}", link)
