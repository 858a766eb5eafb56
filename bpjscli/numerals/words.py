"""What the words before, between and after printed numbers say, and what becomes of words that the lexicon lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NoReturn

import msgspec

from bpjscli.errors import quoted
from bpjscli.i18n import say as _
from bpjscli.numerals.digits import NumeralError
from bpjscli.numerals.lexicon import (
    AFTER,
    BEFORE,
    CHANGING,
    CHANGING_BEFORE,
    DATING,
    FALLING,
    FOREIGN,
    HARMLESS,
    LETTERS,
    LONGEST_PHRASE,
    MISSPELT,
    Word,
)

_DROPPED: Final = Word("dropped", "")
_DROPPED_SIGNS: Final = frozenset("(),;:&'\"")
_SEPARATORS = re.compile(r"[-./]")


def strange_word(word: str, table: Mapping[str, Word], beside: bool) -> Word:
    """What `word`, which `table` does not have, does to its number: nothing, or what it does without its "-nya".

    `beside`: whether it stands directly beside the digits. Raises `NumeralError` for words that have something to do
    with numbers, for what looks like a misspelt one of these, and for signs that may be part of the number.
    """
    if word in _DROPPED_SIGNS:
        return _DROPPED
    plain = table.get(word[:-3].rstrip("-")) if word.endswith("nya") else None
    if plain is not None:
        return plain
    _refuse_known(word, table, beside)
    if not word[0].isalpha():
        _refuse(word, _("leave it out, if the number is the same without it"))
    for part in _SEPARATORS.split(word):
        if part != word and _means_something(part):
            said = _(
                'print {part} only if it belongs to the number, without "{mark}"',
                part=quoted(part),
                mark=word[len(part)],
            )
            _refuse(word, said)
    meant = next(_meant(word), None)
    if meant is not None:
        _refuse(word, _("did you mean {near}?", near=quoted(meant)))
    return _DROPPED


def refuse_letter(word: str) -> None:
    """Raise the error for a single letter that may be one of several scale words."""
    if word in LETTERS:
        raise NumeralError(
            "ambiguous",
            _(
                "{upper} may be {meanings}; write the word out, or give the number as value",
                upper=quoted(word.upper()),
                meanings=_(LETTERS[word]),
            ),
        )


def _refuse_known(word: str, table: Mapping[str, Word], beside: bool) -> None:
    """Raise the error for a word that is known, and says what reading only the digits would lose."""
    if word in ("-", "+"):
        raise NumeralError(
            "malformed", _("{word} is a sign only directly before a number or its currency", word=quoted(word))
        )
    if word in FOREIGN:
        raise NumeralError("unit", _("{word} is not rupiah; amounts are in rupiah", word=quoted(word)))
    refuse_letter(word)
    if word in FALLING:
        raise NumeralError(
            "malformed",
            _('{word} says a fall; for a change write a minus sign instead ("-3,4 persen")', word=quoted(word)),
        )
    if word == "/" or word in CHANGING or (table is BEFORE and word in CHANGING_BEFORE):
        raise NumeralError(
            "malformed",
            _("{word} changes the number, and only digits are read; give the number as value", word=quoted(word)),
        )
    if beside and word in DATING:
        raise NumeralError("malformed", _("{word} makes the number a date or a length of time", word=quoted(word)))
    after, before = _("after"), _("before")
    other, side, wrong = (AFTER, after, before) if table is BEFORE else (BEFORE, before, after)
    if word in other and other[word].role not in HARMLESS:
        raise NumeralError(
            "malformed",
            _("{word} belongs {side} its number, not {wrong} it", word=quoted(word), side=side, wrong=wrong),
        )


def _means_something(part: str) -> bool:
    known = BEFORE.get(part) or AFTER.get(part)
    return part in CHANGING or part in LETTERS or (known is not None and known.role not in HARMLESS)


def _refuse(word: str, hint: str) -> NoReturn:
    raise NumeralError("malformed", _("{word} is not understood; {hint}", word=quoted(word), hint=hint))


def _meant(word: str) -> Iterator[str]:
    """The words with numeric meaning that are one slip of the pen from `word`."""
    return (known for known in MISSPELT if one_slip(word, known))


def one_slip(one: str, other: str) -> bool:
    """Whether a letter too few or too many, a wrong one, or two swapped ones make the difference, if there is any."""
    shorter = min(len(one), len(other))
    if max(len(one), len(other)) > shorter + 1:
        return False
    at = next((place for place in range(shorter) if one[place] != other[place]), shorter)
    one, other = one[at:], other[at:]
    swapped = one[1::-1] == other[:2] and one[2:] == other[2:]
    return swapped or one[1:] == other[1:] or one[1:] == other or one == other[1:]


LONGEST_TEXT = 200

_TOKEN = re.compile(r"-an(?![a-z])|[a-z]++(?:[-./][a-z]+)*\.?|>=|<=|\+/-|[^ ]")
_JOINER = re.compile(
    r"(?<![a-z])(?:(?P<word>sampai dengan|sampai|hingga|s\.d\.?|s/d|sd|until|to)|(?P<pair>dan|and))(?![a-z])"
    r"|(?P<dash> ?(?<![a-z])- ?| ?-(?![a-z]) ?)"
)
_SIGN = re.compile(r"(?:\A|(?<= )|(?<=rp)|(?<=rp\.)|(?<=idr))[-+](?=(?:(?:rp|idr)\.? ?)?\Z)")
_SPACES = "\u00a0\u2007\u2009\u202f"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
_CLEANED = str.maketrans(dict.fromkeys(_SPACES, " ") | dict.fromkeys(_DASHES, "-"))
_READABLE = frozenset(_SPACES + _DASHES + "±≈≤≥€£¥")
_GLUED_BEFORE = frozenset("+-±~≈<>≤≥=%$€£¥")
_GLUED_AFTER = ("scale", "loose-scale", "unit")  # "720ribu" and "45persen" can be read in one way only


class Wording(msgspec.Struct, frozen=True, gc=False):
    """What one stretch of words says.

    `scale` is a power of ten. `kept` is what belongs to the number itself, as it is written and with its spaces:
    currency, scale word, percent sign. `vague`: zeros at the end of the number are not digits ("400 ribuan").
    """

    qualifiers: tuple[str, ...] = ()
    scale: int | None = None
    units: tuple[str, ...] = ()
    counted: str | None = None
    between: bool = False
    minus: bool = False
    vague: bool = False
    kept: str = ""


class Phrase(msgspec.Struct, frozen=True, gc=False):
    """A phrase of the tables, where it stands in its stretch, and the phrase itself."""

    word: Word
    text: str
    start: int
    end: int


def clean_words(text: str) -> str:
    """`text` with every dash as "-" and every space as " ": no-break and thin ones are spaces like others.

    Raises `NumeralError` for text that is too long and for characters that have no place in a printed number.
    """
    if len(text) > LONGEST_TEXT:
        raise NumeralError(
            "range",
            _(
                "a printed number has at most {most} characters; {text} has {count}",
                most=LONGEST_TEXT,
                text=quoted(text),
                count=len(text),
            ),
        )
    if text.isascii() and text.isprintable():
        return text
    for c in text:
        if c not in _READABLE and not (c.isascii() and c.isprintable()):
            raise NumeralError("malformed", _unreadable(c))
    return text.translate(_CLEANED)


@lru_cache(maxsize=1024)
def read_before(text: str) -> Wording:
    """What the words before a number say; `text` is clean and ends where the number begins."""
    lowered = text.lower()
    glued = lowered[-1:]
    if glued.isalpha() or glued == ".":
        last = _TOKEN.findall(lowered)[-1]
        if last == ".":
            raise NumeralError("malformed", _('"." before the first digit: is a digit missing? check the source'))
        if last.rstrip(".") not in ("rp", "idr"):
            raise NumeralError(
                "malformed",
                _("{word} is glued to the number; put a space between them", word=quoted(text.split()[-1])),
            )
    elif glued and glued not in _GLUED_BEFORE and glued != " ":
        raise NumeralError(
            "malformed", _("{glued} stands directly before the number; check the source", glued=quoted(glued))
        )
    sign = _SIGN.search(lowered)
    if sign is not None:
        lowered = f"{lowered[: sign.start()]} {lowered[sign.end() :]}"
    phrases = list(_phrases(lowered, BEFORE))
    kept = ""
    for phrase in phrases:
        if phrase.word.role == "unit":
            kept = text[phrase.start : phrase.end] + (" " if lowered[phrase.end : phrase.end + 1] == " " else "")
    signs = [sign[0]] if sign is not None else []
    signs += ["-" for phrase in phrases if phrase.word.role == "minus"]
    if len(signs) > 1:
        raise NumeralError("malformed", _("{text} has more than one sign; check the source", text=quoted(text)))
    return _wording(phrases, kept, minus="-" in signs)


@lru_cache(maxsize=1024)
def read_after(text: str) -> Wording:
    """What the words after a number say; `text` is clean and begins where the number ends."""
    lowered = text.lower()
    phrases = list(_phrases(_without_ending(text, lowered), AFTER))
    kept = ""
    for place, phrase in enumerate(phrases):
        if phrase.word.role in ("scale", "loose-scale") and any(p.word.value != "vague" for p in phrases[:place]):
            raise NumeralError(
                "malformed", _("{text} does not follow its number; check the source", text=quoted(phrase.text))
            )
        if phrase.word.role in ("scale", "loose-scale", "unit"):
            written = text[phrase.start : phrase.end].rstrip(".")
            ending = 3 if phrase.text.endswith("nya") else 2 if phrase.word.role == "loose-scale" else 0
            if ending:
                written = written[:-ending].rstrip("-")
            kept += (" " if lowered[phrase.start - 1 : phrase.start] == " " else "") + written
    return _wording(phrases, kept, minus=False)


@lru_cache(maxsize=1024)
def join_parts(text: str, between: bool) -> tuple[Wording, Wording] | None:
    """What the words between two numbers say of the first and of the second; `None` if they do not make them a range.

    `between`: whether "antara" or "between" stands before the first, so that "dan" or "and" joins them.
    """
    lowered = text.lower()
    for match in _JOINER.finditer(lowered):
        if match["pair"] and not between:
            continue
        if match["dash"] is None and (match.start() == 0 or match.end() == len(text)):
            raise NumeralError(
                "malformed", _("{dash} is glued to a number; put a space on both sides of it", dash=quoted(match[0]))
            )
        if match["dash"] in (" -", "- "):
            raise NumeralError(
                "malformed",
                _(
                    "the dash in {text} is no minus sign and no range; put a space on both sides of it or on none",
                    text=quoted(text),
                ),
            )
        return read_after(text[: match.start()]), read_before(text[match.end() :])
    return None


def _wording(found: list[Phrase], kept: str, minus: bool) -> Wording:
    """All that the phrases of one stretch say."""
    qualifiers = []
    units: list[str] = []
    scale = counted = None
    vague = False
    for word, text in ((phrase.word, phrase.text) for phrase in found):
        if word.role == "qualifier":
            vague = vague or word.value in ("odd", "vague")
            qualifiers.append(word.value)
        elif word.role in ("scale", "loose-scale"):
            scale = int(word.value)
            if word.role == "loose-scale":
                qualifiers.append("vague")
                vague = True
        elif word.role == "unit":
            units.append(word.value)
        elif word.role == "counted":
            counted = text
    return Wording(
        qualifiers=tuple(dict.fromkeys(qualifiers)),
        scale=scale,
        units=tuple(dict.fromkeys(units)),
        counted=counted,
        between=any(p.word.role == "between" for p in found),
        minus=minus,
        vague=vague,
        kept=kept,
    )


def _without_ending(text: str, lowered: str) -> str:
    """The stretch after a number without its full stop, the ",-" of round sums as "rp"; refuses what is glued to it."""
    glued = _TOKEN.findall(lowered)[0] if lowered[:1].isalpha() else "an"
    known = AFTER.get(glued.rstrip("."))
    if glued != "an" and (known is None or known.role not in _GLUED_AFTER):
        refuse_letter(glued)
        raise NumeralError(
            "malformed",
            _("{word} is glued to the digits before it; put a space between them", word=quoted(text.split()[0])),
        )
    if lowered.startswith(",-") and not lowered[2:3].isalpha():
        return "rp" + lowered[2:]
    if lowered[:1] in (",", ".", ")"):
        hint = _(": is a digit missing? check the source") if lowered[0] != ")" else _("; leave it out")
        raise NumeralError(
            "malformed", _("{character} after the last digit{hint}", character=quoted(lowered[0]), hint=hint)
        )
    return lowered[:-1] if lowered.endswith((".", ",")) else lowered


def _phrases(stretch: str, table: Mapping[str, Word]) -> Iterator[Phrase]:
    """The phrases of `table` that make up `stretch`, the longest first wherever two begin together."""
    tokens = [(m[0].rstrip(".") or m[0], m.start(), m.end()) for m in _TOKEN.finditer(stretch)]
    at = 0
    while at < len(tokens):
        for size in range(min(LONGEST_PHRASE, len(tokens) - at), 0, -1):
            text = " ".join(token[0] for token in tokens[at : at + size])
            word = table.get(text)
            if word is not None:
                break
        else:
            word = strange_word(text, table, at == (len(tokens) - 1 if table is BEFORE else 0))
        yield Phrase(word, text, tokens[at][1], tokens[at + size - 1][2])
        at += size


def _unreadable(c: str) -> str:
    """What is wrong with a character that is neither plain nor a known sign."""
    code = f"U+{ord(c):04X}"
    if c.isdigit() or c.isnumeric():
        return _("{c} ({code}) is not one of the digits 0 to 9; write the number with these", c=quoted(c), code=code)
    if c.isprintable():
        return _("{c} ({code}) has no place in a printed number; leave it out", c=quoted(c), code=code)
    return _("an invisible character ({code}) stands in the number; delete it", code=code)
