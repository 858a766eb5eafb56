"""The parts of `bpjs site` that are more than parse, call and write."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import msgspec

import bpjscli
from bpjscli.checks.examine import count_severities, examine
from bpjscli.checks.finding import Finding
from bpjscli.commands.shared.asked import Asked
from bpjscli.commands.shared.run import area_id
from bpjscli.commands.shared.values import FailOn, day
from bpjscli.errors import BpjsError, Exit
from bpjscli.i18n import Lang, translator
from bpjscli.i18n import say as _
from bpjscli.load.diagnostics import Diagnostics, list_words
from bpjscli.load.include import gather_files
from bpjscli.load.load import load
from bpjscli.measures.answers import Answers
from bpjscli.model.facts import FactBase
from bpjscli.output import complain, write
from bpjscli.progress import PROGRESS
from bpjscli.report.views.site import make_contents
from bpjscli.shipped import SHIPPED_BASE, find_base, find_data_file, find_template_folder
from bpjscli.site.folder import Manifest, Outcome, is_current, read_manifest, write_site
from bpjscli.site.pages import site_files
from bpjscli.site.sharing import processors


def make_site(asked: Asked, folder: Path, area: str | None) -> tuple[Manifest, Outcome]:
    """Write the site, unless it is there already and was made of the same; what was written, and how much of it.

    Raises `BpjsError` where the folder is not its own, the fact base is invalid, or a file cannot be written.
    """
    as_of = day(asked.as_of, "--as-of")
    before = read_manifest(folder)
    PROGRESS.working_on("bpjs: reading the fact base ...")
    base = load(asked.data, keep=True)
    files = _files_of(asked.data, base)
    _refuse_base_within(folder, files)
    made_of = "" if any(table.connection for table in base.tables) else _digest_of(asked, area, files)
    if before is not None and is_current(folder, before, made_of):
        return before, Outcome(len(before.files), 0, 0)
    PROGRESS.working_on("bpjs: working it out ...")
    answers, findings, left_out = _examined(base, as_of)
    answers.traced = True
    contents = make_contents(answers, asked.language, findings, area_id(answers, area), left_out)
    PROGRESS.finished()  # its thread would be lost in the processes that make the pages
    pages = site_files(contents, find_template_folder(), processors())
    errors, warnings = (sum(1 for _ in count_severities(findings, severity)) for severity in ("error", "warning"))
    manifest = Manifest(made_of=made_of, errors=errors, warnings=warnings)
    PROGRESS.working_on("bpjs: writing the pages ...")
    outcome = write_site(folder, pages, manifest)
    PROGRESS.finished()
    return manifest, outcome


Examined = tuple[Answers, list[Finding], dict[str, int]]
"""Answers, findings, and how many suspicious figures of tables were not examined, by code."""


def _examined(base: FactBase, as_of: date | None) -> Examined:
    """What a check of the base and its tables finds, and answers that know the figures of its tables, too."""
    answers = Answers(base, as_of, traced=True)
    if not base.tables:
        return answers, examine(answers), {}
    from bpjscli.checks.in_tables import examine_tables
    from bpjscli.commands.shared.table_figures import open_store, with_most_figures

    store = open_store(base)
    examined = examine_tables(answers, store)
    base = with_most_figures(store)
    rows = {**examined.answers.base.rows, **base.rows}
    answers = Answers(msgspec.structs.replace(base, rows=rows), as_of, traced=True)
    return answers, examined.findings, examined.left_out


def _files_of(data: Path | None, base: FactBase) -> list[Path]:
    """The files of a fact base, and those of its tables."""
    path = find_data_file(SHIPPED_BASE) if data is None else find_base(data)
    tables = [Path(file) for table in base.tables for file, _ in table.files]
    return [*(file.path for file in gather_files(path, Diagnostics())), *tables]


def _refuse_base_within(folder: Path, files: list[Path]) -> None:
    """Raise `BpjsError` where a file of the fact base lies in the folder: a page might take its place."""
    place = os.path.realpath(folder)
    for file in files:
        if os.path.realpath(file).startswith(place + os.sep):
            said = _("{file}, a file of the fact base, lies in it; name another folder", file=file)
            raise BpjsError(_("cannot write a site to {folder}: {said}", folder=folder, said=said), Exit.OUTPUT)


def _digest_of(asked: Asked, area: str | None, files: list[Path]) -> str:
    """What the site is made of: the program, its templates and words, the options, and the files of the fact base."""
    digest = sha256()
    for part in (asked.as_of or "", asked.language, area or "", str(asked.data), *_versions()):
        digest.update(f"{part}\0".encode())
    for path in (*_program(), *files):
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _versions() -> tuple[str, ...]:
    from importlib.metadata import version

    return bpjscli.__version__, msgspec.__version__, version("jinja2"), version("markupsafe")


def _program() -> Iterator[Path]:
    package = Path(bpjscli.__file__).parent
    yield from sorted(path for path in package.rglob("*") if path.suffix in (".py", ".mo"))
    yield from sorted(find_template_folder().iterdir())
    yield from sorted(path for path in find_data_file("").iterdir() if path.is_file())


def tell(folder: Path, outcome: Outcome, lang: Lang) -> None:
    """Say where the first page is, and what was written."""
    _ = translator(lang)
    text = _("{page}: {files} files, {written} written, {removed} removed.")
    if not (outcome.written or outcome.removed):
        text = _("{page}: {files} files, nothing has changed.")
    said = text.format(
        page=folder / "index.html", files=outcome.files, written=outcome.written, removed=outcome.removed
    )
    write(f"{said}\n", None)
    for name in outcome.left:
        left = _("{page} is no longer a page, and was changed by somebody: it is left alone")
        complain(left.format(page=folder / name))


def fails(manifest: Manifest, fail_on: FailOn) -> bool:
    """Whether the site has findings so grave that nobody has accepted; says on stderr how many."""
    errors, warnings = manifest.errors, manifest.warnings
    if not (errors or (warnings and fail_on is FailOn.warning)):
        return False
    counted = [f"{n} {word}{'s' if n > 1 else ''}" for n, word in ((errors, "error"), (warnings, "warning")) if n]
    complain(_("the site has {counted} about its figures; bpjs check says where", counted=list_words(counted, "and")))
    return True
