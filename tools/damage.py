"""Ways to damage a fact base: what disks, editors, mails, hurried people and hostile ones do to a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random
from typing import Final

_TOKEN = re.compile(rb'"[^"\n]*"|[A-Za-z_]\w*|\d[\d.,-]*|[\[\]{}=,]')
_VALUE = re.compile(rb'(?<= = )(?:"[^"\n]*"|[^\s,\[\]{}]+)')

_ODD_TEXT: Final = tuple(
    text.encode("utf-8", "surrogatepass")
    for text in (
        *("\u202e", "\u2066", "\u200b", "\ufeff", "\u0301", "\u00a0", "\u2028", "\x00", "\x1b[31m", "\x07", "\x85"),
        *("\ud800", "\U000e0041", "🙍🏽‍♀️", "İı", "ﷺ", "٣٫٥", "４１", "½", "−5", "\t", "\r", "e\u0301" * 50, "\\u001b"),
        *("[red]", "[/]", "{{ 7*7 }}", "{% raw %}", "<script>", "=1+1", "|", "`", "::error::", "%0A", "javascript:0"),
    )
)
_NUMBERS: Final = (
    *(
        b"0",
        b"-0.0",
        b"-1",
        b"007",
        b"nan",
        b"-inf",
        b"1e400",
        b"1e-400",
        b"1E+999999999",
        b"1e" + b"9" * 25,
        b"0x7fffffffffffffff",
    ),
    *(b"0b1" + b"0" * 300, b"9" * 30, b"9" * 31, b"9" * 5000, b"0." + b"0" * 29 + b"1", b"1_000_000", b"1e29"),
    *(b'"1e999999999"', b'"99999999999999999999999999 triliun"', b'"0,0000000000000000000000000001 persen"'),
    *(b'"-5 persen"', b'"0"', b'"0 persen"', b'"1.000.000 persen"', b'"9' + b".999" * 60 + b'"'),
)
_VALUES: Final = (
    *(b"true", b"[]", b"{}", b"[1, [2]]", b'{ a = "b" }', b"2026-02-30", b"2026-02-02T10:00:00Z", b"10:00:00", b'""'),
    *(b"1.5", b"2025", b"0001-01-01", b"9999-12-31", b'"2025-13"', b'"2025-01/12"', b'"\\u0000"', b"'''\n\n'''"),
)
_KEYS: Final = (
    *(
        b"id",
        b"area",
        b"period",
        b"printed",
        b"value",
        b"segment",
        b"programme",
        b"base",
        b"superseded_by",
        b"defaults",
    ),
    *(b"published", b"include", b"figures", b"format", b"accepted", b"note", b"link", b"language", b"__class__", b'""'),
)
_NAMES: Final = (
    *(
        b"coverage",
        b"participants",
        b"workforce",
        b"uncovered",
        b"claims",
        b"benefits",
        b"contributions",
        b"gap_people",
    ),
    *(b"contributions_growth", b"average_benefit", b"target_coverage", b"achievement", b"unregistered", b"gap_points"),
    *(b"target_participants", b"target_new_participants"),
)
_PRINTED: Final = tuple(
    text.encode()
    for text in (
        *("0", "0 persen", "1", "100 persen", "100,01 persen", "9.999 persen", "0,01 persen", "1.000.000.000.000"),
        *("sekitar 0", "hampir 1", "lebih dari 0 persen", "kurang dari 1", "minimal 100 persen", "maksimal 0"),
        *("1 hingga 2 juta", "1,7 hingga 1,8 juta", "0 hingga 100 persen", "Rp1", "Rp999 triliun", "41 persen"),
        *("999999999999999999999999999999", "1,999999999999999999999999999 persen", "7.435", "3,3 juta", "hampir 0"),
    )
)
_PERIODS: Final = (
    b"2024",
    b"2025",
    b"1999",
    b"9998",
    b'"2025-03"',
    b'"2025-Q1"',
    b'"2025-H2"',
    b'"2025-01/04"',
    b"2025-03-31",
)
_OPERATORS: Final = (
    b" + ",
    b" - ",
    b" * ",
    b" / ",
    b" ** ",
    b"(",
    b")",
    b", ",
    b" 0",
    b" 1e9 ",
    b" sum(",
    b" previous(",
)


def _flip_bits(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 1, 2, 8))):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _bytes_of_any_kind(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + random.randbytes(random.choice((1, 2, 16))) + data[at + random.choice((0, 1, 16)) :]


def _delete(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + data[at + random.choice((1, 1, 2, 10, 100, 3000)) :]


def _cut_off(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data))]


def _lines(data: bytes, random: Random) -> bytes:
    """A line, or a few, deleted, twice there, or somewhere else."""
    lines = data.splitlines(keepends=True)
    at = random.randrange(len(lines))
    taken = lines[at : at + random.choice((1, 1, 2, 5, 20))]
    if random.random() < 0.7:
        del lines[at : at + len(taken)]
    if random.random() < 0.7:
        to = random.randrange(len(lines) + 1)
        lines[to:to] = taken
    return b"".join(lines)


def _sources(data: bytes, random: Random) -> bytes:
    """Sources in another order, some of them twice or not at all, with ids of their own."""
    head, *blocks = re.split(rb"(?m)^(?=\[\[source\]\])", data)
    if not blocks:
        return data
    chosen = [random.choice(blocks) for _ in range(random.choice((1, 3, len(blocks))))]
    numbered = [re.sub(rb'(?m)^id( *= )"', b'id\\1"n%d-' % n, block, count=1) for n, block in enumerate(chosen)]
    return head + b"".join(numbered)


def _swap(pattern: re.Pattern[bytes]) -> Callable[[bytes, Random], bytes]:
    def swap(data: bytes, random: Random) -> bytes:
        found = list(pattern.finditer(data))
        if len(found) < 2:
            return data
        first, second = sorted(random.sample(found, 2), key=re.Match.start)
        middle = data[first.end() : second.start()]
        return data[: first.start()] + second[0] + middle + first[0] + data[second.end() :]

    return swap


def _replace(pattern: re.Pattern[bytes], by: tuple[bytes, ...]) -> Callable[[bytes, Random], bytes]:
    def replace(data: bytes, random: Random) -> bytes:
        for _ in range(random.choice((1, 1, 1, 3, 30))):
            found = list(pattern.finditer(data))
            if found:
                one = random.choice(found)
                data = data[: one.start()] + random.choice(by) + data[one.end() :]
        return data

    return replace


def _insert(texts: tuple[bytes, ...]) -> Callable[[bytes, Random], bytes]:
    def insert(data: bytes, random: Random) -> bytes:
        quotes = [found.end() for found in re.finditer(b'= "', data)]
        at = random.choice(quotes) if quotes and random.random() < 0.7 else random.randrange(len(data) + 1)
        return data[:at] + random.choice(texts) * random.choice((1, 1, 1, 40)) + data[at:]

    return insert


def _digits(data: bytes, random: Random) -> bytes:
    """Numbers that are others, and read as well as before."""
    for _ in range(random.choice((1, 2, 5, 30))):
        found = list(re.finditer(rb'printed = "[^"\n]*?(\d)', data))
        if found:
            at = random.choice(found).end(1) - 1
            data = data[:at] + b"%d" % random.randrange(10) + data[at + 1 :]
    return data


def _factors(data: bytes, random: Random) -> bytes:
    """Numbers a power of ten away."""
    words = (b"ribu", b"juta", b"miliar", b"triliun", b"persen", b"%", b"")
    return _replace(re.compile(rb"\b(?:ribu|juta|miliar|triliun|persen)\b"), words)(data, random)


def _nest(data: bytes, random: Random) -> bytes:
    depth = random.choice((10, 63, 64, 65, 500, 5000))
    opened, closed = random.choice(((b"[", b"]"), (b"{ a = ", b" }"), (b"[{ a = ", b" }]")))
    return data + b"\nnote = " + opened * depth + b"1" + closed * random.choice((depth, depth, depth - 1, 0)) + b"\n"


def _grow(data: bytes, random: Random) -> bytes:
    grown = random.choice(
        (
            b'\nnote = "' + b"x" * random.choice((1000, 2**20 + 1)) + b'"\n',
            b"\n" + b"a." * random.choice((60, 70, 3000)) + b"a = 1\n",
            b"\nx = " + b"9" * random.choice((31, 4300, 4301, 100_000)) + b"\n",
            b"\n[[source]]\n" * random.choice((10, 3000)),
            b'\n"\n' * 3000,
        )
    )
    at = random.choice((0, len(data)))
    return data[:at] + grown + data[at:]


def _blocks(data: bytes, random: Random) -> bytes:
    """Areas, indicators, identities and programmes of the file's own, which may make sense."""
    name, other = random.choice(_NAMES), random.choice(_NAMES)
    kind = random.choice(("identity", "identity", "area", "indicator", "segment", "programme"))
    if kind == "identity":
        parts = [random.choice((*_NAMES, *_OPERATORS)) for _ in range(random.choice((1, 3, 5, 60)))]
        holds = name + b" = " + random.choice((b"".join(parts), other + random.choice(_OPERATORS) + name, b"(" * 3000))
        block = b'id = "%s"\nholds = "%s"\n' % (random.choice((name, b"own")), holds)
    elif kind == "indicator":
        unit, is_kind = (
            random.choice((b"percent", b"persons", b"IDR", b"count", b"x")),
            random.choice((b"stock", b"flow")),
        )
        block = b'id = "%s"\nname = "%s"\nunit = "%s"\nkind = "%s"\n' % (name, other, unit, is_kind)
    elif kind == "area":
        own, parent = random.sample((b"kalbar", b"kalimantan", b"indonesia", b"own", b"singkawang"), 2)
        level = random.choice((b"group", b"province", b"city", b"country"))
        block = b'id = "%s"\nname = "%s"\nlevel = "%s"\nparent = "%s"\n' % (own, other, level, parent)
    else:
        block = b'id = "%s"\nname = "%s"\n' % (random.choice((b"pu", b"jkk", b"own")), other)
    return data + b"\n[[%s]]\n" % kind.encode() + block


BESIDE: Final[Mapping[str, bytes]] = {
    "table.csv": b"kode,bulan,cakupan,klaim\n61,2025-01,45.30,120\n6171,2025-02,x,-1\nown,2025,1e400,\n,,\n",
    "more.toml": b'include = ["*.toml", "**/*.toml"]\n[[source]]\nid = "more"\npublished = 2025-01-02\n'
    b'defaults = { area = "kalbar", period = 2024 }\nfigures = [{ indicator = "coverage", printed = "27 persen" }]\n',
}
"""Files that tables and patterns of a copy may lead to."""


def _files(data: bytes, random: Random) -> bytes:
    """Patterns of `include`, and tables beside the base, which may be there."""
    if random.random() < 0.5:
        patterns = (b"*.toml", b"**/**/**/*.toml", b"more.toml", b"figures.toml", b"../x", b"table.csv", b"[", b"**")
        chosen = b'", "'.join(random.choices(patterns, k=random.choice((1, 2, 5))))
        return b'include = ["%s"]\n' % chosen + data
    columns = (
        b'area = "kode", period = "bulan", coverage = "cakupan"',
        b'area = "kode", period = "bulan", coverage = "cakupan", claims = "klaim"',
        b'area = "kode", value = "klaim", indicator = "bulan"',
        b'area = "nothing"',
    )
    block = b'source = "%s"\nfile = "%s"\ncolumns = { %s }\n' % (
        random.choice((b"own", b"more")),
        random.choice((b"table.csv", b"*.csv", b"**/*", b"more.toml")),
        random.choice(columns),
    )
    source = b'\n[[source]]\nid = "own"\npublished = 2025-01-02\nfigures = []\n'
    return data + source + b"\n[[table]]\n" + block


def _encode(data: bytes, random: Random) -> bytes:
    """Another encoding, or other line ends."""
    text = data.decode("utf-8", "replace")
    kind = random.choice(("utf-16", "utf-16-le", "utf-8-sig", "latin-1", "crlf", "cr"))
    if kind in ("crlf", "cr"):
        return data.replace(b"\n", b"\r\n" if kind == "crlf" else b"\r")
    return text.encode(kind, "replace")


_KEY = re.compile(rb"\b[a-z_]+(?= *= )")
_READABLE: Final = (
    "lines",
    "sources",
    "areas",
    "indicators",
    "printed",
    "periods",
    "digits",
    "factors",
    "number places",
    "blocks",
    "files",
)
KINDS: Final[Mapping[str, Callable[[bytes, Random], bytes]]] = {
    "bits": _flip_bits,
    "bytes": _bytes_of_any_kind,
    "deletion": _delete,
    "end": _cut_off,
    "lines": _lines,
    "sources": _sources,
    "tokens": _swap(_TOKEN),
    "number places": _swap(re.compile(rb'(?<=printed = ")[^"]*')),
    "value places": _swap(_VALUE),
    "keys": _replace(_KEY, _KEYS),
    "indicators": _replace(re.compile(rb'(?<=indicator = ")\w+'), _NAMES),
    "areas": _replace(re.compile(rb'(?<=area = ")\w+'), (b"kalbar", b"kaltim", b"kalimantan", b"indonesia", b"sambas")),
    "values": _replace(_VALUE, _VALUES),
    "numbers": _replace(_VALUE, _NUMBERS),
    "printed": _replace(re.compile(rb'(?<=printed = ")[^"]*'), _PRINTED),
    "periods": _replace(re.compile(rb"(?<=period = )[^,}]*(?= })"), _PERIODS),
    "digits": _digits,
    "factors": _factors,
    "text": _insert(_ODD_TEXT),
    "nesting": _nest,
    "size": _grow,
    "blocks": _blocks,
    "files": _files,
    "encoding": _encode,
}


def damaged(data: bytes, random: Random) -> tuple[str, bytes]:
    """`data` with something done to it, mostly one kind of thing, and the names of those kinds."""
    kinds = _READABLE if random.random() < 0.5 else list(KINDS)  # half of them mostly stay readable, to get further
    names = [random.choice(kinds) for _ in range(random.choice((1, 1, 1, 2, 4)))]
    for name in names:
        data = KINDS[name](data, random) if data else data
    return " + ".join(names), data
