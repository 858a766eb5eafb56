"""What is shipped works where it is installed: a wheel, an editable installation, a source distribution."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bpjscli import __version__

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
QUESTIONS = [
    ("coverage", "--province", "kalbar"),
    ("ranking", "--lang", "id"),
    ("ranking", "--data", "indonesia"),
    ("report", "--format", "html"),
    ("report", "--format", "md"),
    ("check", "--format", "sarif"),
]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a clone would have once all is committed, and nothing that was made from it."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is no clone")
    folder = tmp_path_factory.mktemp("clone") / "bpjs"
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


def build(folder: Path, kind: str, target: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(target)]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    (built,) = target.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(checkout, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(checkout, "sdist", tmp_path_factory.mktemp("sdist"))


def environment_with(folder: Path, *what: str) -> Path:
    """A fresh environment with `what` installed, and the libraries of this one; the folder of its programs."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / "bin" / "python"
    place = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    # A line in a .pth file adds a folder and not that folder's own .pth files: an editable bpjs there stays unseen.
    (Path(place.stdout.strip()) / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    install = ["-m", "pip", "--python", str(python), "install", "-q", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([sys.executable, *install, *what], check=True, capture_output=True)
    return folder / "bin"


def printed(programs: Path, arguments: tuple[str, ...], cwd: Path) -> str:
    done = subprocess.run(
        [programs / "bpjs", *arguments], cwd=cwd, env={"PATH": "/usr/bin:/bin"}, capture_output=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr.decode()
    return done.stdout.decode()


@pytest.mark.long
def test_a_wheel_and_an_editable_installation_answer_alike(wheel: Path, checkout: Path, tmp_path: Path) -> None:
    """Outside of the checkout; both find the figures, the templates and the messages."""
    installed = environment_with(tmp_path / "installed", str(wheel))
    editable = environment_with(tmp_path / "editable", "-e", str(checkout))
    for question in QUESTIONS:
        text = printed(installed, question, tmp_path)
        assert text
        assert str(tmp_path) not in text
        assert text == printed(editable, question, tmp_path)
    (checkout / "data" / "figures.toml").rename(tmp_path / "aside")
    broken = subprocess.run([editable / "bpjs", "coverage"], cwd=tmp_path, capture_output=True, check=False)
    (tmp_path / "aside").rename(checkout / "data" / "figures.toml")
    assert broken.returncode == 3, "the editable installation is not that of the checkout"


@pytest.mark.long
def test_the_wheel_has_what_the_program_reads_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for folder in ("data", "templates"):
        for path in (ROOT / folder).rglob("*.*"):
            assert f"bpjscli/_{folder}/{path.relative_to(ROOT / folder).as_posix()}" in names
    assert "bpjscli/py.typed" in names
    assert "bpjscli/locale/id/LC_MESSAGES/bpjs.mo" in names
    others = [name for name in names if name.split("/")[0] != "bpjscli" and ".dist-info/" not in name]
    manuals = ["data/share/man/id/man1/bpjs.1", "data/share/man/man1/bpjs.1"]
    assert sorted(name.partition("/")[2] for name in others) == manuals
    assert not [name for name in names if "__pycache__" in name]


@pytest.mark.long
def test_the_source_distribution_makes_the_same_wheel(sdist: Path, wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    (folder,) = (tmp_path / "unpacked").iterdir()
    again = build(folder, "wheel", tmp_path / "again")
    assert zipfile.ZipFile(again).namelist() == zipfile.ZipFile(wheel).namelist()
    for name in ("README.md", "CHANGELOG.md", "LICENSE", "tasks.py", "docs/method.md", "tests/conftest.py", ".ci/run"):
        assert (folder / name).is_file(), name


def required(extra: str | None = None) -> set[str]:
    """The names of the distributions that are needed."""
    wanted = PROJECT["dependencies"] if extra is None else PROJECT["optional-dependencies"][extra]
    return {re.split(r"[<>=!~\[ ;]", line, maxsplit=1)[0].lower() for line in wanted}


def foreign(folder: str) -> Iterator[tuple[str, str]]:
    """Where a module imports what is neither Python's nor the repository's own, and the name of it."""
    paths = [ROOT / folder] if folder.endswith(".py") else sorted((ROOT / folder).rglob("*.py"))
    own = {"bpjscli", "tools", "bench", "tests", "tasks"}
    own |= {path.stem for part in ("tests", "bench") for path in (ROOT / part).rglob("*.py")}
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            else:
                continue
            for name in names:
                top = name.split(".")[0]
                if top not in own and top not in sys.stdlib_module_names:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", top


OF_OTHERS = {"markupsafe", "pydyf"}  # what jinja2 and weasyprint are made of, and never without
DISTRIBUTIONS = {"markdown_it": "markdown-it-py", "mdit_py_plugins": "mdit-py-plugins", "docx": "python-docx"}


@pytest.mark.parametrize("folder", ["bpjscli", "tests", "bench", "tools", "tasks.py"])
def test_every_library_that_is_imported_is_declared(folder: str) -> None:
    extras = PROJECT["optional-dependencies"]
    declared = required().union(*(required(extra) for extra in extras if extra != "dev" or folder != "bpjscli"))
    missing = [
        f"{place}: {name}"
        for place, name in foreign(folder)
        if DISTRIBUTIONS.get(name, name.replace("_", "-")) not in declared | OF_OTHERS
    ]
    assert not missing


def test_every_library_that_is_declared_is_imported() -> None:
    used = {DISTRIBUTIONS.get(name, name.replace("_", "-")) for _place, name in foreign("bpjscli")}
    assert required() - used == set()


def test_the_lowest_versions_are_those_that_were_tried() -> None:
    """`tools/lowest.txt` pins each library at its lower bound; the tests passed with these."""
    pinned = dict(
        line.split("==") for line in (ROOT / "tools" / "lowest.txt").read_text(encoding="utf-8").split() if "==" in line
    )
    for line in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["office"]):
        name, bound = re.match(r"([\w-]+)>=([\d.]+)", line).groups()  # type: ignore[union-attr]  # each has a bound
        assert pinned[name] == bound or pinned[name].startswith(f"{bound}."), line


def test_every_library_is_locked() -> None:
    """`python tasks.py lock` writes the versions that the two commands of the README install."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    locked = {line.partition("==")[0] for line in lines if "==" in line}
    extras = PROJECT["optional-dependencies"]
    names = required().union(*map(required, extras)) - {"bpjscli"}
    assert {name.lower().replace("_", "-") for name in names} - locked == set(), "run python tasks.py lock"


def test_the_changelog_begins_with_the_version_there_is() -> None:
    """`bpjscli/__init__.py` is the only place that has the version; the head of the changelog and the tag follow it."""
    head = re.search(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert head is not None
    assert head[1] == __version__
    assert "version" not in PROJECT
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert tool["hatch"]["version"]["path"] == "bpjscli/__init__.py"
