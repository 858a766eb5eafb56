"""Completion: what each shell is offered, from the fact base in use, whatever state that is in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest
from asking import BPJS, environment

from bpjscli.commands.shared import complete, shells

BASE = """\
format = 1
[[area]]
id = "wonogiri"
name = "Kabupaten Wonogiri"
level = "regency"
parent = "jateng"
aliases = ["Kota Gaplek"]
[[indicator]]
id = "volunteers"
name = { id = "Relawan", en = "Volunteers" }
unit = "persons"
kind = "stock"
[[segment]]
id = "magang"
name = "Magang"
[[source]]
id = "soloaja-2025-11-13"
title = "Cakupan naik"
published = 2025-11-13
defaults = { area = "wonogiri", period = 2025-10-31 }
figures = [
  { indicator = "coverage", printed = "31,99 persen" },
  { indicator = "coverage", printed = "30 persen", period = "2025-Q2" },
]
"""


def offered(*words: str, env: dict[str, str] | None = None, in_: str = "bash") -> list[str]:
    """`offered("coverage", "--area", "kal")`: what the last word may become, without the help that goes with it."""
    asked = {"_BPJS_COMPLETE": f"complete_{in_}"}
    if in_ == "bash":
        asked |= {"COMP_WORDS": "\n".join(("bpjs", *words)), "COMP_CWORD": str(len(words))}
    else:
        line = " ".join(("bpjs", *words))
        asked |= {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    variables = environment(**asked, **(env or {}))
    done = subprocess.run(BPJS, capture_output=True, text=True, encoding="utf-8", env=variables, check=False)
    assert done.stderr == ""
    return done.stdout.split("\n")[: -1 if done.stdout.endswith("\n") else None] if done.stdout.strip() else []


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "figures.toml"
    path.write_text(BASE, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("cov",), ["coverage"]),
        (("coverage", "--area", "kalb"), ["kalbar"]),
        (("coverage", "-a", "west\\ k"), ["West\\ Kalimantan"]),
        (("coverage", "-a", "West\\ K"), ["West\\ Kalimantan"]),
        (("coverage", "-a", '"West K'), ["West Kalimantan"]),
        (("coverage", "-a", "62"), ["62", "62.01"]),
        (("coverage", "-a", "id-kb"), ["ID-KB"]),
        (("coverage", "-a", "nowhere"), []),
        (("coverage", "--area", "=", "kalb"), ["kalbar"]),
        (
            (
                "coverage",
                "--area=kalb",
            ),
            ["kalbar"],
        ),
        (("explain", "cov"), ["coverage"]),
        (("trend", "work"), ["workforce"]),
        (("ranking", "--by", "parti"), ["participants"]),
        (("trend", "claims", "--programme", "jk"), ["jkk", "jkm", "jkp"]),
        (("figures", "--segment", "p"), ["pu", "pmi"]),
        (("figures", "--source", "idn"), ["idntimes-2026-02-02"]),
        (("figures", "--period", "2025-12"), ["2025-12-24", "2025-12-01"]),
        (("check", "--select", "s6"), ["S601", "S602", "S603"]),
        (("check", "--ignore", "C,t"), ["C,T", "C,T701"]),
        (("check", "--explain", "al"), ["all"]),
        (("report", "--sections", "ranking,ga"), ["ranking,gap"]),
        (("coverage", "--format", "ht"), ["html"]),
        (("coverage", "--lang", ""), ["id", "en"]),
        (("coverage", "--color", "al"), ["always"]),
        (("check", "--format", "sa"), ["sarif"]),
        (("add", "--area", "kalb"), ["kalbar"]),
        (("add", "--source", "idn"), ["idntimes-2026-02-02"]),
        (("add", "--base", "e"), ["eligible"]),
        (("add-source", "--publisher", "IDN"), ["IDN\\ Times"]),
        (("init", "x", "--region", "jati"), ["jatim"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_bash_is_offered(words: tuple[str, ...], found: list[str]) -> None:
    assert offered(*words)[: max(len(found), 1)] == found


def test_every_area_is_offered_by_its_id() -> None:
    from bpjscli.load.load import load

    assert offered("coverage", "-a", "") == list(load().areas)


@pytest.mark.parametrize("named_by", ["option", "variable", "tilde"])
def test_names_are_those_of_the_base_in_use(data: Path, named_by: str) -> None:
    env = {"variable": {"BPJS_DATA": str(data)}, "tilde": {"HOME": str(data.parent)}}.get(named_by, {})
    base = {"option": ("--data", str(data)), "tilde": ("--data", "~/figures.toml")}.get(named_by, ())
    assert offered("coverage", *base, "--area", "wono", env=env) == ["wonosobo", "wonogiri"]
    assert offered("coverage", *base, "--area", "Kota\\ Ga", env=env) == ["Kota\\ Gaplek"]
    assert offered("explain", *base, "vol", env=env) == ["volunteers"]
    assert offered("figures", *base, "--segment", "m", env=env) == ["magang"]
    assert offered("figures", *base, "--source", "", env=env) == ["soloaja-2025-11-13"]
    assert offered("figures", *base, "--period", "", env=env) == ["2025-Q2", "2025-10-31"]


BROKEN = {
    "missing": None,
    "no TOML": "[[source",
    "not UTF-8": b"\xff\xfe\x00",
    "wrong shapes": "source = 3\narea = 7\nindicator = [1]\nsegment = 'x'",
    "figures that are none": "[[source]]\nid = 3\nfigures = 4\ndefaults = 5\n[[source]]\nfigures = [1, {period = []}]",
    "nested": "a = " + "[" * 5000,
    "a parent of its own": '[[area]]\nid = "x"\nname = "x"\nlevel = "city"\nparent = "x"',
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=list(BROKEN))
def test_a_broken_base_is_passed_over_in_silence(text: str | bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "figures.toml"
    if text is not None:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    env = {"BPJS_DATA": str(path)}
    assert offered("coverage", "--area", "kalb", env=env) == ["kalbar"]
    assert offered("explain", "cov", env=env) == ["coverage"]
    offered("figures", "--source", "", env=env)
    offered("figures", "--period", "", env=env)
    (tmp_path / "bpjs.toml").write_text("lang = [", encoding="utf-8")
    assert offered("coverage", "--area", "kalb", env=env) == ["kalbar"]


def test_folders_pipes_and_large_files_are_passed_over(tmp_path: Path) -> None:
    assert offered("coverage", "--area", "kalb", env={"BPJS_DATA": str(tmp_path)}) == ["kalbar"]
    os.mkfifo(tmp_path / "pipe")
    assert offered("figures", "--source", "idn", env={"BPJS_DATA": str(tmp_path / "pipe")}) == ["idntimes-2026-02-02"]
    large = tmp_path / "large.toml"
    large.write_text(BASE + "#" * complete.LARGEST, encoding="utf-8")
    assert offered("coverage", "--area", "Kota\\ Ga", env={"BPJS_DATA": str(large)}) == []


def test_an_environment_that_no_shell_makes_is_met_with_silence() -> None:
    for variables in ({"_BPJS_COMPLETE": "complete_bash"}, {"_BPJS_COMPLETE": "complete_zsh", "COMP_CWORD": "x"}):
        done = subprocess.run(BPJS, capture_output=True, text=True, env=environment(**variables), check=False)
        assert "Traceback" not in done.stderr
        assert "bug" not in done.stderr
    assert offered("coverage", "--area", "kalb", env={"BPJS_FORMAT": "nonsense", "BPJS_LANG": "xx"}) == ["kalbar"]


HOSTILE = r"""
format = 1
[[area]]
id = "evil"
name = "Kabupaten Jahat"
level = "regency"
parent = "jateng"
aliases = [
  'zz$(touch OWNED)', 'zz`touch OWNED`', "zz';touch OWNED;'", 'zz\$(touch OWNED)', 'zz"; touch OWNED; "', 'zz\"',
]
[[source]]
id = 'zz\$(touch OWNED)'
title = '\$(touch OWNED)"'
published = 2025-01-01
figures = []
[[source]]
id = 'zzgood'
title = 'a\$(touch OWNED)"`touch OWNED`'
published = 2025-01-01
figures = []
"""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_text_of_a_stranger_is_no_command(shell: str, tmp_path: Path) -> None:
    """Typer's zsh script evaluates what it is given: what is more than a word to a shell is not offered at all."""
    path = tmp_path / "figures.toml"
    path.write_text(HOSTILE, encoding="utf-8")
    for option in ("--area", "--source"):
        said = "\n".join(offered("figures", option, "zz", env={"BPJS_DATA": str(path)}, in_=shell))
        assert not set("$`\\;") & set(said)
        assert ("zzgood" in said) == (option == "--source")


def test_zsh_and_fish_are_told_what_a_name_means() -> None:
    assert offered("coverage", "-a", "west\\ k", in_="fish") == ["West Kalimantan\tKalimantan Barat"]
    assert offered("coverage", "-a", "kalb", in_="zsh") == ["""_arguments '*: :(("kalbar":"Kalimantan Barat"))'"""]
    assert offered("coverage", "-a", "id-kb", in_="zsh") == ["""_arguments '*: :(("id-kb":"Kalimantan Barat"))'"""]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_to_zsh_and_fish_an_option_and_its_value_are_one_word(shell: str) -> None:
    def first(*words: str) -> str:
        (said,) = offered("coverage", *words, in_=shell)
        return said.partition("\t")[0].removeprefix("_arguments '*: :((\"").partition('"')[0]

    assert first("--area=kalb") == "--area=kalbar"
    assert first("--area='West K").lower() == "--area=west kalimantan"
    assert first("--area=kalbar", "--format=ht") == "--format=html"
    assert first("--area=kalbar", "--format", "ht") == "html"


def test_rich_is_not_asked_to_render_help_for_a_shell() -> None:
    program = (
        "import os, sys; os._exit = lambda code: print(*sys.modules, file=sys.stderr, flush=True); "
        "from bpjscli.__main__ import run; run()"
    )
    variables = environment(_BPJS_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS="bpjs cov")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=variables, check=False)
    assert "coverage" in done.stdout
    assert not [name for name in done.stderr.split() if name.startswith(("rich.", "jinja2", "bpjscli.derive"))]


def test_a_completer_that_fails_offers_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(complete, "_names", fail)
    assert complete.areas(None, "kal") == []  # type: ignore[arg-type]  # no context is needed to fail


def test_the_command_begun_is_known_from_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shells.find_begun_command() == ""
    monkeypatch.setitem(sys.modules, "rich", sys.modules.get("rich"))
    monkeypatch.setenv("_BPJS_COMPLETE", "complete_zsh")
    for line, found in (("bpjs cov", ""), ("bpjs coverage ", "coverage"), ("bpjs coverage -a", "coverage")):
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", line)
        assert shells.find_begun_command() == found


@pytest.fixture
def bash() -> Iterator[pexpect.spawn[str]]:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    env = environment(PATH=path, TERM="dumb", PS1="> ", HISTFILE="/dev/null")
    child = pexpect.spawn("bash", ["--norc", "--noprofile", "-i"], env=env, encoding="utf-8", timeout=20)
    child.sendline("bind 'set enable-bracketed-paste off'; eval \"$(bpjs --show-completion bash 2>&1)\"; echo re''ady")
    child.expect("ready\r\n")
    yield child
    child.close(force=True)


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_a_tab_in_bash(bash: pexpect.spawn[str]) -> None:
    bash.send("echo bpjs\x15bpjs coverage --area west\\ k\t --format pl\t | head -1\r")
    bash.expect("Coverage of workers: West Kalimantan")
    bash.send("bpjs coverage --province=kalb\t | head -1\r")
    bash.expect("Coverage of workers: West Kalimantan")
    bash.send("bpjs explain cov\t --area kalbar | head -1\r")
    bash.expect("bpjs explain coverage .*\r\n.*West Kalimantan")
