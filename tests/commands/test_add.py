"""`bpjs add` and `bpjs add-source` by options: what is shown, what is written, and what is refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from asking import environment, run
from keeping import BASE, CONTRADICTION, base_in, options

from bpjscli.commands.shared.writing import replace
from bpjscli.errors import BpjsError, Exit
from bpjscli.load.load import load

SOURCE = "antara-2026-01-05"
TARGET = {"source": SOURCE, "indicator": "target_coverage", "period": "2026", "printed": "60 persen"}


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return base_in(tmp_path)


def test_a_figure(base: Path) -> None:
    done = run("add", "--data", "figures.toml", *options(**TARGET), "--yes", cwd=base.parent)
    assert done.returncode == 0
    assert done.stderr == "bpjs: wrote 1 figure to figures.toml:11\n"
    assert done.stdout.startswith(
        "What this changes in figures.toml\n=================================\n\n1 figure added, 1 result moved.\n"
    )
    assert "added   West Kalimantan [1]  Target coverage  2026    60 persen   59.5–60.5 %" in done.stdout
    assert base.read_text(encoding="utf-8") == BASE.replace(
        "# page 1\n",
        '# page 1\n  { indicator = "target_coverage", period = 2026, printed = "60 persen" },\n',
    )


def test_every_key_of_a_figure(base: Path) -> None:
    values = {
        "source": SOURCE,
        "province": "Kalimantan Timur",
        "indicator": "participants",
        "period": "2025-Q3",
        "value": "3.2e5",
        "segment": "pu",
        "base": "eligible",
        "note": 'as "told"',
        "locator": "p. 3",
    }
    values["area"] = values.pop("province")
    assert run("add", "--data", str(base), *options(**values), "-y").returncode == 0
    assert base.read_text(encoding="utf-8").splitlines()[10] == (
        '  { area = "kaltim", indicator = "participants", period = "2025-Q3", segment = "pu", base = "eligible", '
        'value = 3.2e5, note = "as \\"told\\"", locator = "p. 3" },'
    )
    assert str(load(base).figures[-1].reading.value) == "320000"


def test_new_findings_are_shown_before_anything_is_written(base: Path) -> None:
    for values in CONTRADICTION[:2]:
        assert (
            run("add", "--data", str(base), *options(source=SOURCE, period="2026-02", **values), "-y").returncode == 0
        )
    before = base.read_bytes()
    last = options(source=SOURCE, period="2026-02", **CONTRADICTION[2])
    done = run("add", "--data", str(base), *last, "--dry-run", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "bpjs: nothing was written, as --dry-run asks\n")
    said = json.loads(done.stdout)
    assert said["command"] == "add"
    (finding,) = [finding for finding in said["findings"] if finding["change"] == "appeared"]
    assert (finding["code"], finding["severity"]) == ("C401", "error")
    assert finding["suggestions"][0] == finding["suggestions"][0] | {"kind": "swap", "reading": "2.891.430"}
    assert base.read_bytes() == before


def test_a_source_and_then_its_figures(base: Path) -> None:
    said = {
        "publisher": "Kompas",
        "title": "Cakupan naik",
        "published": "2026-03-05",
        "link": "https://kompas.id/x",
        "language": "id",
        "speaker": "Kepala Kantor Wilayah",
        "dateline": "Kamis (5/3/2026)",
        "note": "seen",
    }
    done = run("add-source", "--data", str(base), *options(**said), "--yes")
    assert (done.returncode, done.stderr) == (0, f"bpjs: wrote a source to {base}\n")
    assert "added   kompas-2026-03-05  Kompas     5 March 2026  Cakupan naik" in done.stdout
    assert base.read_text(encoding="utf-8") == BASE + (
        "\n[[source]]\n"
        'id        = "kompas-2026-03-05"\n'
        'publisher = "Kompas"\n'
        'title     = "Cakupan naik"\n'
        "published = 2026-03-05\n"
        'speaker   = "Kepala Kantor Wilayah"\n'
        'link      = "https://kompas.id/x"\n'
        'language  = "id"\n'
        'dateline  = "Kamis (5/3/2026)"\n'
        'note      = "seen"\n'
        "figures   = []\n"
    )
    figure = {"source": "kompas-2026-03-05", "area": "kaltim", "indicator": "coverage", "period": "2026-02"}
    assert run("add", "--data", str(base), *options(**figure, printed="57,2 persen"), "--yes").returncode == 0
    assert run("fmt", "--check", str(base)).returncode == 0
    again = run("add-source", "--data", str(base), *options(publisher="Kompas", published="2026-03-05"), "--yes")
    assert again.stderr == 'bpjs: there is a source "kompas-2026-03-05" already; choose another id\n'
    assert again.returncode == 2


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"source": "antara"}, 'there is no source "antara"; did you mean "antara-2026-01-05"?'),
        ({"area": "kalbr"}, 'unknown area "kalbr"; did you mean "kalbar"'),
        ({"indicator": "covrage"}, '--indicator: unknown "covrage"; did you mean'),
        ({"segment": "formal"}, '--segment: unknown "formal"; choose one of pu, bpu, jakon, pmi'),
        ({"programme": "jxx"}, '--programme: unknown "jxx"'),
        ({"period": "2026-13"}, '--period: "2026-13" names month 13; months run from 01 to 12'),
        ({"printed": "27.505 persen"}, "write --value 27.505"),
        ({"printed": "0,41"}, 'write --printed "0,41%" or --value 41'),
        ({"printed": "many"}, '--printed: "many" has no number in digits'),
        ({"printed": "", "value": "41,3"}, '--value: "41,3" is not a plain number; write for example 41.3'),
        ({"value": "41.3"}, "either --printed, as the source has it, or --value, from a machine; not both"),
        ({"printed": ""}, "say --printed, or run bpjs add on a terminal, where it asks"),
        ({"printed": "", "source": "", "period": ""}, "say --source, --area, --period and --printed, or run"),
        (
            {"map": "area=Provinsi"},
            "--header and --ignore-columns are about a table; name it with --from",
        ),
        ({"from": "none.csv", "printed": ""}, "none.csv: the file cannot be read: No such file or directory"),
    ],
)
def test_what_cannot_be_added(base: Path, changed: dict[str, str], message: str) -> None:
    values = {key: value for key, value in (TARGET | changed).items() if value}
    done = run("add", "--data", str(base), *options(**values), "--yes")
    assert (done.returncode, done.stdout) == (3 if "from" in changed else 2, "")
    assert message in done.stderr
    assert base.read_text(encoding="utf-8") == BASE


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            {"indicator": "coverage", "printed": "28 persen"},
            f'new figure:1: error[F116]: "{SOURCE}/kalbar/coverage/2025" is already at ',
        ),
        ({"indicator": "participants", "printed": "-7"}, "new figure:1: error[R206]: "),
        ({"indicator": "coverage", "period": "2024", "printed": "1\u200b2 persen"}, "invisible character (U+200B)"),
        ({"indicator": "coverage", "period": "2024", "value": "1e400"}, "new figure:1: error[R205]: "),
    ],
)
def test_a_result_that_would_not_load_is_not_written(base: Path, values: dict[str, str], message: str) -> None:
    done = run("add", "--data", str(base), *options(source=SOURCE, **values), "--yes")
    assert done.returncode in (2, 3)
    assert message in done.stderr
    assert done.stdout == ""
    assert base.read_text(encoding="utf-8") == BASE


def test_nobody_to_ask(base: Path) -> None:
    done = run("add", "--data", str(base), *options(**TARGET))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == ("bpjs: without a terminal nobody can be asked; say --yes to write, or --dry-run to see\n")
    done = run("add-source", "--data", str(base), "--yes")
    assert done.stderr == ("bpjs: say at least --publisher and --published, or run it on a terminal, where it asks\n")


def test_a_source_with_a_link_that_is_none(base: Path) -> None:
    said = options(publisher="Kompas", published="2026-03-05", link="javascript:x")
    done = run("add-source", "--data", str(base), *said, "--yes")
    assert done.returncode == 3
    assert 'error[F134]: link "javascript:x" cannot be followed' in done.stderr
    done = run("add-source", "--data", str(base), *options(publisher="Kompas", published="soon"), "--yes")
    assert (done.returncode, done.stderr.partition(":")[0]) == (2, "bpjs")
    assert '--published: "soon" is not a period' in done.stderr


def test_a_source_that_would_not_load_is_called_new(base: Path) -> None:
    source = options(publisher="Kompas", published="2026-03", link="javascript:alert(1)")
    done = run("add-source", "--data", str(base), *source, "--yes")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith('new source:1: error[F134]: link "javascript:alert(1)" cannot be followed')


def test_the_base_of_an_installed_package_is_not_written_to(tmp_path: Path) -> None:
    """As in site-packages, where the data folder lies within the package."""
    (tmp_path / "_data").symlink_to(Path(__file__).parents[2] / "data")
    program = (
        f"import bpjscli.shipped as s, pathlib; s._PACKAGE = pathlib.Path({str(tmp_path)!r});"
        "from bpjscli.__main__ import run; run()"
    )
    for command in (["add", *options(**TARGET), "--yes"], ["add-source", "--yes"], ["fmt"]):
        done = subprocess.run(
            [sys.executable, "-c", program, *command], capture_output=True, text=True, env=environment(), check=False
        )
        assert done.returncode == 2
        assert done.stderr == (
            "bpjs: the shipped fact base belongs to the installed package, and the next upgrade would replace it; "
            "make one of your own with bpjs init DIR, then name it with --data DIR/figures.toml or BPJS_DATA\n"
        )


def test_a_default_of_bpjs_toml_is_no_key_of_a_figure(base: Path) -> None:
    (base.parent / "bpjs.toml").write_text('area = "kaltim"\nlang = "en"\n')
    assert run("add", "--data", str(base), *options(**TARGET), "--yes", env={"BPJS_AREA": "kalsel"}).returncode == 0
    assert load(base).figures[-1].area == "kalbar"


def test_a_read_only_file_and_folder(base: Path) -> None:
    base.chmod(0o444)
    done = run("add", "--data", str(base), *options(**TARGET), "--yes")
    if os.access(base, os.W_OK):  # nothing is read-only to root
        assert done.returncode == 0
        assert base.stat().st_mode & 0o777 == 0o444
    else:
        assert done.returncode == 5
        assert done.stderr == f"bpjs: cannot write {base}: the file is read-only\n"


def test_a_read_only_file_as_anybody_but_root_meets_it(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(BpjsError, match="the file is read-only") as error:
        replace(base, "")
    assert error.value.exit_code == Exit.OUTPUT
    assert base.read_text(encoding="utf-8") == BASE


def test_a_broken_base_is_reported_first(base: Path) -> None:
    base.write_text(BASE.replace("kalbar", "kalbr"), encoding="utf-8")
    done = run("add", "--data", str(base), *options(**TARGET), "--yes")
    assert done.returncode == 3
    assert done.stderr.startswith(f"{base}:8: error[F104]: ")


def test_in_indonesian(base: Path) -> None:
    done = run("add", "--data", str(base), *options(**TARGET), "--yes", "--lang", "id")
    assert "59,5–60,5 %" in done.stdout
