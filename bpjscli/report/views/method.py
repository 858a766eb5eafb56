"""How the numbers of a report came about, for a reader who has to answer for them."""

from __future__ import annotations

from bpjscli.report.build import Builder
from bpjscli.report.document import Paragraph


def method_paragraphs(build: Builder) -> list[Paragraph]:
    """Reading, derivation, contradictions, choice and comparison, a paragraph each."""
    _ = build._
    texts = (
        _(
            "Reading: a number in full stands for itself, a shortened one for all that round to it, and one with a "
            "word such as “about” or “more than” for what the word allows. Where figures agree only if one of them was "
            "cut or is off by one in its last digit, it is read so and marked."
        ),
        _(
            "Deriving: what nobody has published follows, where it does, from equations such as coverage = "
            "participants / workforce. The range beside a derived number holds every value that the figures allow."
        ),
        _(
            "Contradictions: figures of a source that cannot all be true stay as printed, marked as disputed; nothing "
            "is derived from them."
        ),
        _(
            "Choice: of several sources for one number the newest stands, in more digits where an older one has them; "
            "ranks that the precision cannot separate are shared."
        ),
        _(
            "Comparison: coverage of two periods is compared only on a workforce that moved by no more than about four "
            "percent a year. A change is split evenly between participants and workforce (Kitagawa, 1955; Das Gupta, "
            "1978), so that the two parts add up to it."
        ),
    )
    return [Paragraph(text, "small") for text in texts]
