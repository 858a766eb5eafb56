"""The `[[phrase]]` blocks of a fact base: words by which articles name an indicator, a segment or a programme."""

from __future__ import annotations

from collections.abc import Sequence

from bpjscli.errors import quoted
from bpjscli.i18n import say as _
from bpjscli.load.diagnostics import Broken, Guesser
from bpjscli.load.raw import RawPhrase
from bpjscli.load.raw_tables import blocks, raw_table
from bpjscli.load.reader import TomlFile
from bpjscli.model.facts import Vocabulary


def read_phrases(
    documents: Sequence[TomlFile], vocabulary: Vocabulary, guesser: Guesser, broken: Broken
) -> list[tuple[str, tuple[str, ...]]]:
    """The phrases of all files, each as an id and its words; what is wrong is reported, and left out."""
    known = {**vocabulary.indicators, **vocabulary.segments, **vocabulary.programmes}
    phrases = []
    for document in documents:
        for table, spot in blocks(document, guesser, "phrase", broken):
            raw, bad = raw_table(table, RawPhrase, spot)
            if raw.of is None and "of" not in bad:
                spot.report("F111", _('the phrase has no of; write of = "coverage"'))
            if not raw.words and "words" not in bad:
                spot.report("F111", _('the phrase has no words; write words = ["angka kepesertaan"]'))
            if raw.of is not None and raw.of not in known:
                if not any(broken.explains(kind, raw.of, known) for kind in ("indicator", "segment", "programme")):
                    hint = guesser.meant(raw.of, known)
                    spot.report_name(
                        "F102",
                        _("unknown indicator, segment or programme {name}{hint}", name=quoted(raw.of), hint=hint),
                        "of",
                    )
            elif raw.of is not None and raw.words:
                phrases.append((raw.of, raw.words))
    return phrases
