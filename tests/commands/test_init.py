"""`bpjs init` and `bpjs schema`: something to start from, for any region of Indonesia."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import tomli
from asking import run

from bpjscli.commands.work.init import run_init
from bpjscli.edit.tidy import tidy_text
from bpjscli.load.load import load
from bpjscli.measures.answers import Answers
from bpjscli.measures.ranking import ranking
from bpjscli.model.areas import provinces_within
from bpjscli.model.facts import Area

AREAS = load().areas
REGIONS = [area for area in AREAS.values() if area.level in ("country", "group", "province")]


def test_a_region_by_the_name_of_the_folder(tmp_path: Path) -> None:
    done = run("init", "sulawesi", "--lang", "en", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "sulawesi/figures.toml: a fact base for Sulawesi, with one invented example\n"
        "sulawesi/bpjs.schema.json: for editors that complete and check TOML\n"
        "\n"
        "Try next:\n"
        '  export BPJS_DATA="$PWD"/sulawesi/figures.toml\n'
        "  bpjs coverage   # how many of the workers are covered\n"
        "  bpjs add        # enter the figures of an article\n"
        "  bpjs check      # what does not add up\n"
        "  bpjs report     # all of it as one document\n"
    )
    text = (tmp_path / "sulawesi" / "figures.toml").read_text(encoding="utf-8")
    assert text.startswith("#:schema ./bpjs.schema.json\n# What was published about social insurance: Sulawesi.\n")
    for line in ("#   sulsel     Sulawesi Selatan", "#   coverage                      percent  cakupan kepesertaan"):
        assert line in text.splitlines()
    assert max(map(len, text.splitlines())) <= 120


@pytest.mark.parametrize("command", ["coverage", "ranking", "gap", "check", "report", "figures", "sources", "trend"])
def test_every_command_answers_at_once(tmp_path: Path, command: str) -> None:
    run_init(tmp_path / "sulsel", None, "en")
    done = run(command, "--data", str(tmp_path / "sulsel" / "figures.toml"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


@pytest.mark.parametrize("area", REGIONS, ids=lambda area: area.id)
def test_any_region(tmp_path: Path, area: Area) -> None:
    run_init(tmp_path / "base", area.id, "en")
    path = tmp_path / "base" / "figures.toml"
    base = load(path)
    assert base.problems == ()
    assert {figure.area for figure in base.figures} >= {area.id}
    assert {source.publisher for source in base.sources} == {"EXAMPLE"}
    text = path.read_text(encoding="utf-8")
    assert tidy_text(text) == text
    schema = json.loads((tmp_path / "base" / "bpjs.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    provinces = [province.id for province in provinces_within(area.id, AREAS)]
    if provinces:
        assert len(ranking(Answers(base), provinces).ranks) == min(6, len(provinces))


def test_in_indonesian_too(tmp_path: Path) -> None:
    said = run_init(tmp_path / "sulawesi", None, "id")
    assert "figures.toml" in said
    assert load(tmp_path / "sulawesi" / "figures.toml").problems == ()


def test_the_region_by_option_and_the_country_without_one(tmp_path: Path) -> None:
    run_init(tmp_path / "mine", "Sulawesi Selatan", "en")
    (source,) = tomli.loads((tmp_path / "mine" / "figures.toml").read_text(encoding="utf-8"))["source"]
    assert source["defaults"]["area"] == "sulsel"
    run_init(tmp_path / "yours", None, "en")
    (source,) = tomli.loads((tmp_path / "yours" / "figures.toml").read_text(encoding="utf-8"))["source"]
    assert source["defaults"]["area"] == "indonesia"


def test_a_folder_named_for_no_region_is_about_the_country_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_init(tmp_path / "mine", None, "en")
    assert capsys.readouterr().err == ('bpjs: no area is called "mine": this is about Indonesia, or say --region\n')


@pytest.mark.parametrize(
    ("region", "id_", "name"),
    [
        ("Kota  Cipanas", "kota-cipanas", "Cipanas City"),
        ("Kabupaten Bogor Barat", "bogor-barat", "Bogor Barat Regency"),
    ],
)
def test_a_regency_that_is_not_known(tmp_path: Path, region: str, id_: str, name: str) -> None:
    assert name in run_init(tmp_path / "mine", region, "en", within="Jawa Barat")
    path = tmp_path / "mine" / "figures.toml"
    base = load(path)
    assert base.problems == ()
    assert (base.areas[id_].name.en, base.areas[id_].parent) == (name, "jabar")
    assert {figure.area for figure in base.figures} == {id_}
    assert tidy_text(path.read_text(encoding="utf-8")) == path.read_text(encoding="utf-8")


def test_a_folder_named_for_several_regions(tmp_path: Path) -> None:
    done = run("init", "malang", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith('bpjs: --region: "malang" may be ')
    assert done.stderr.endswith("; write the id\n")
    assert run("init", "malang", "--region", "Kota Malang", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--region", "sulawsi"), 'bpjs: --region: unknown area "sulawsi"; did you mean "sulawesi"'),
        (("--region", "Kota Cipanas"), 'needs its province: --region "Kabupaten Bogor Barat" --within jabar'),
        (("--region", "Malang", "--within", "jatim"), "bpjs: --within: say which regency or city of which province"),
        (("--region", "Kota Malang", "--within", "sulawesi"), "bpjs: --within: say which regency or city of which"),
        (("--within", "jatim"), "bpjs: --within: say which regency or city"),
        (("--region", "Kab Sambas", "--within", "kalbr"), 'unknown area "kalbr"; did you mean "kalbar"'),
        (("--region", "Kabupaten Sambas", "--within", "kalbar"), 'bpjs knows "sambas" already; leave --within out'),
    ],
)
def test_an_unknown_region(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    done = run("init", "x", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("name", ["figures.toml", "bpjs.schema.json"])
def test_nothing_is_overwritten(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    done = run("init", ".", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, f"bpjs: {name} is already there; name another folder\n")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["mine"]


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    done = run("init", "file/below", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (5, "bpjs: cannot make file/below: Not a directory\n")


def test_a_name_that_a_shell_would_split(tmp_path: Path) -> None:
    done = run("init", "my base", cwd=tmp_path)
    assert "  export BPJS_DATA=\"$PWD\"/'my base/figures.toml'\n" in done.stdout


def test_the_schema_of_the_base_in_use(tmp_path: Path) -> None:
    shipped = run("schema")
    assert (shipped.returncode, shipped.stderr) == (0, "")
    assert json.loads(shipped.stdout)["title"] == "A bpjs fact base"
    path = tmp_path / "figures.toml"
    path.write_text('format = 1\n[[segment]]\nid = "relawan"\nname = "Relawan"\n')
    assert run("schema", "--data", str(path), "--output", str(tmp_path / "own.json")).returncode == 0
    own = json.loads((tmp_path / "own.json").read_text(encoding="utf-8"))
    assert "relawan" in own["$defs"]["segment"]["enum"]
    assert "relawan" not in shipped.stdout
