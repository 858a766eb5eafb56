"""The text of a new fact base for a region, with comments that teach and one invented example."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import wrap

from bpjscli.commands.shared.run import area_id
from bpjscli.edit.tidy import text_literal, tidy_text
from bpjscli.errors import BpjsError, Exit, quoted
from bpjscli.i18n import Lang, Translate, translator
from bpjscli.i18n import say as _
from bpjscli.load.include import display_path
from bpjscli.load.load import load
from bpjscli.load.schema import schema_text
from bpjscli.measures.answers import Answers
from bpjscli.model.areas import AmbiguousAreaError, UnknownAreaError, parts_of, provinces_within, resolve_area
from bpjscli.model.facts import Area, FactBase, Level, Text
from bpjscli.output import complain

MOST_EXAMPLES = 6
_KINDS: Mapping[str, Level] = {"kabupaten": "regency", "kota": "city"}
_WIDTH = 110
_PEOPLE: Mapping[Level, tuple[str, str]] = {
    "province": ("2,5 juta", "1,0 juta"),
    "regency": ("250 ribu", "100 ribu"),
    "city": ("250 ribu", "100 ribu"),
}
_MANY_PEOPLE = ("8,5 juta", "3,4 juta")  # the workforce of a country or a group, and of it the participants
_COVERAGE = ("51,8", "47,3", "42,9", "38,5", "34,1", "29,7")  # of as many areas, as percentages


def run_init(folder: Path, region: str | None, lang: Lang, within: str | None = None) -> str:
    """Make a fact base in `folder`, and say what to try next; what is there already is left alone.

    The region is that of `region`, else the one that the folder is named for, else the whole country. A regency or city
    that bpjs does not know is entered in the file, as a part of the province `within`. Raises `BpjsError` where the
    region is unknown (exit code 2), the files exist (2) or cannot be written (5).
    """
    base = load()
    named = _new_area(base, region, within) if within is not None else _region(base, region, folder)
    area = named or next(area for area in base.areas.values() if area.level == "country")
    files = {
        folder / "figures.toml": tidy_text("\n".join(_lines(base, area, translator(lang)))),
        folder / "bpjs.schema.json": schema_text(base),
    }
    for path in files:
        if path.exists() or path.is_symlink():
            raise BpjsError(_("{path} is already there; name another folder", path=display_path(path)))
    made: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            with path.open("x", encoding="utf-8", newline="\n") as stream:
                made.append(path)
                stream.write(text)
    except OSError as error:
        for path in made:  # one file without the other, or half of one, would be in the way of the next try
            path.unlink(missing_ok=True)
        raise BpjsError(
            _("cannot make {folder}: {reason}", folder=display_path(folder), reason=error.strerror or error),
            Exit.OUTPUT,
        ) from error
    if named is None:
        called = quoted(folder.absolute().name)
        complain(_("no area is called {called}: this is about {en}, or say --region", called=called, en=area.name.en))
    return _farewell(folder, area, lang)


def _region(base: FactBase, region: str | None, folder: Path) -> Area | None:
    """The area that is called so, or like the folder; `None` where none is called like that."""
    try:
        return resolve_area(folder.absolute().name if region is None else region, base.areas)
    except AmbiguousAreaError as error:
        raise BpjsError(f"--region: {error}") from error
    except UnknownAreaError as error:
        if region is not None:
            example = '--region "Kabupaten Bogor Barat" --within jabar'
            hint = _("a regency or city that bpjs does not know needs its province: {example}", example=example)
            raise BpjsError(f"--region: {error}\nbpjs: {hint}") from error
    return None


def _new_area(base: FactBase, region: str | None, within: str) -> Area:
    """The regency or city called `region`, in the province `within`."""
    province = base.areas[area_id(Answers(base), within) or ""]
    kind, _space, bare = " ".join((region or "").split()).partition(" ")
    level = _KINDS.get(kind.lower())
    if level is None or not bare or province.level != "province":
        example = '--region "Kabupaten Bogor Barat" --within jabar'
        raise BpjsError(
            _("--within: say which regency or city of which province it is, such as {example}", example=example)
        )
    slug = "-".join("".join(c if c.isalnum() else " " for c in bare.lower()).split())
    id_ = f"kota-{slug}" if level == "city" else slug
    if id_ in base.areas:
        raise BpjsError(_("--within: bpjs knows {id} already; leave --within out", id=quoted(id_)))
    return Area(id_, Text(f"{kind.title()} {bare}", f"{bare} {level.title()}"), level, province.id)


def _within(base: FactBase, area: Area) -> list[Area]:
    """The areas that a report on `area` compares: its provinces, or else its parts."""
    return provinces_within(area.id, base.areas) or parts_of(area.id, base.areas)


def _lines(base: FactBase, area: Area, _: Translate) -> Iterator[str]:
    yield "#:schema ./bpjs.schema.json"
    yield from _comments(
        _("What was published about social insurance: {region}.").format(region=area.name.id),
        "",
        _(
            "A [[source]] is one publication: an article, a press release, a report. A line under it is one figure. "
            "bpjs add enters figures, and shows what they change. Editing this file by hand is as good: bpjs check "
            "says what does not add up, and bpjs fmt puts the lines in order."
        ),
        "",
        _("Areas go by their id, or by any customary name:"),
        "",
    )
    yield from (f"#   {line}" for line in _area_lines(base, area))
    yield "#"
    yield from _comments(
        _("An area that bpjs does not know yet is entered once, like this one of Jawa Tengah:"),
        "",
        "  [[area]]",
        '  id = "cabang-surakarta"',
        '  name = { id = "Kantor Cabang Surakarta", en = "Surakarta Branch" }',
        '  level = "group"',
        '  parent = "jawa"',
        "",
        _("Indicators, and the unit in which each is counted:"),
        "",
    )
    indicators = base.vocabulary.indicators
    width = max(map(len, indicators))
    yield from (f"#   {each.id.ljust(width)}  {each.unit.ljust(8)} {each.name.id}" for each in indicators.values())
    yield "#"
    terms = base.vocabulary.segments, base.vocabulary.programmes
    segments, programmes = (", ".join(f"{term.id} ({term.name.id})" for term in known.values()) for known in terms)
    yield from _comments(
        _("Of a part of the participants: segment = {ids}").format(ids=segments),
        _("Of one programme: programme = {ids}").format(ids=programmes),
    )
    yield from ("", "format = 1", "")
    if area.id not in base.areas:
        names = text_literal(area.name.id), text_literal(area.name.en)
        yield from ("[[area]]", f"id = {text_literal(area.id)}", f"name = {{ id = {names[0]}, en = {names[1]} }}")
        yield from (f"level = {text_literal(area.level)}", f"parent = {text_literal(area.parent or '')}", "")
    yield from _example(base, area, _)


def _comments(*lines: str) -> list[str]:
    """Comment lines, the long ones broken; each begins as its paragraph does."""
    comment = []
    for line in lines:
        indent = " " * (len(line) - len(line.lstrip()))
        comment += wrap(line.strip(), _WIDTH, initial_indent=f"# {indent}", subsequent_indent=f"# {indent}") or ["#"]
    return comment


def _area_lines(base: FactBase, area: Area) -> list[str]:
    known = [area, *_within(base, area)]
    width = max(len(each.id) for each in known)
    return [f"{each.id.ljust(width)}  {each.name.id}" for each in known]


def _example(base: FactBase, area: Area, _: Translate) -> Iterator[str]:
    yield from _comments(
        _("EXAMPLE: invented numbers, which show how an article is entered. Delete this block when you have your own."),
        _("`printed` is the number as the source has it, with its qualifier and unit: no sentence, and no correction."),
    )
    title = _("EXAMPLE: invented numbers, delete this source")
    explained = (
        ('id = "example-2016-01-15"', _("a name of its own: publisher and date")),
        ('publisher = "EXAMPLE"', ""),
        (f"title = {text_literal(title)}", ""),
        ("published = 2016-01-15", _("or 2016-01 in quotes, or 2016, where no more is known")),
        ('language = "id"', _("how numbers are read: 3,2 juta is 3.2 million")),
        (f'defaults = {{ area = "{area.id}", period = 2015 }}', _("of each figure that does not say otherwise")),
    )
    workforce, participants = _PEOPLE.get(area.level, _MANY_PEOPLE)
    yield "[[source]]"
    yield from (f"{line}  # {comment}" if comment else line for line, comment in explained)
    yield from (
        "figures = [",
        '  { indicator = "coverage", printed = "40 persen" },',
        f'  {{ indicator = "workforce", printed = "{workforce}" }},',
        f'  {{ indicator = "participants", printed = "sekitar {participants}" }},',
    )
    for part, coverage in zip(_within(base, area)[:MOST_EXAMPLES], _COVERAGE, strict=False):
        yield f'  {{ area = "{part.id}", indicator = "coverage", printed = "{coverage} persen" }},'
    yield from ('  { indicator = "target_coverage", period = 2016, printed = "45 persen" },', "]", "")


def _from_anywhere(file: Path) -> str:
    """What a shell takes for `file`, and still does when it has gone to another folder."""
    quoted_file = shlex.quote(str(file))
    return quoted_file if file.is_absolute() else f'"$PWD"/{quoted_file}'


def _farewell(folder: Path, area: Area, lang: Lang) -> str:
    _ = translator(lang)
    file = display_path(folder / "figures.toml")
    about = _("{file}: a fact base for {region}, with one invented example")
    commands = {
        "bpjs coverage": _("how many of the workers are covered"),
        "bpjs add": _("enter the figures of an article"),
        "bpjs check": _("what does not add up"),
        "bpjs report": _("all of it as one document"),
    }
    lines = (
        about.format(file=file, region=area.name.in_language(lang)),
        _("{file}: for editors that complete and check TOML").format(file=display_path(folder / "bpjs.schema.json")),
        "",
        _("Try next:"),
        f"  export BPJS_DATA={_from_anywhere(folder / 'figures.toml')}",
        *(f"  {command.ljust(15)} # {what}" for command, what in commands.items()),
    )
    return "\n".join(lines) + "\n"
