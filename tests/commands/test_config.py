"""Configuration: what wins over what, where each setting comes from, and what a configuration cannot do."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import answer, rows, run
from typer.testing import CliRunner

from bpjscli.cli import every_command
from bpjscli.commands.shared.settings import KEYS, LARGEST, settings
from bpjscli.errors import BpjsError
from bpjscli.shipped import find_data_file


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A copy of the shipped base, beside which a `bpjs.toml` may stand."""
    path = tmp_path / "figures.toml"
    path.write_text(find_data_file("figures.toml").read_text(encoding="utf-8"), encoding="utf-8")
    return path


def configure(base: Path, text: str) -> Path:
    file = base.parent / "bpjs.toml"
    file.write_text(text, encoding="utf-8")
    return file


def origin(base: Path, key: str, *options: str, env: dict[str, str] | None = None) -> tuple[str | None, str]:
    text = answer("config", "--data", str(base), "--format", "csv", *options, env=env)
    line = next(line for line in text.splitlines() if line.startswith(f"{key},"))
    _, value, where, *_ = line.split(",")
    return value or None, where


def test_the_command_line_wins_over_the_environment_over_the_file_over_the_default(base: Path) -> None:
    env = {"BPJS_LANG": "en"}
    assert origin(base, "lang") == (None, "default")
    configure(base, 'lang = "id"\n')
    assert origin(base, "lang") == ("id", "bpjs.toml")
    assert origin(base, "lang", env=env) == ("en", "BPJS_LANG")
    assert origin(base, "lang", "--lang", "id", env=env) == ("id", "command line")


def test_a_setting_is_the_default_of_its_option(base: Path) -> None:
    data = ("--data", str(base))
    configure(base, 'area = "kaltim"\nformat = "csv"\nas_of = "2026-02-02"\nlang = "id"\n')
    assert answer("coverage", *data) == answer(
        "coverage", *data, "--area", "kaltim", "--format", "csv", "--as-of", "2026-02-02", "--lang", "id"
    )
    assert answer("coverage", *data, "--area", "kalbar").splitlines()[1].startswith("kalbar,")
    assert answer("coverage", *data, env={"BPJS_AREA": "kaltara"}).splitlines()[1].startswith("kaltara,")


def test_a_format_of_check_alone_is_the_default_of_check_alone(base: Path) -> None:
    configure(base, 'format = "sarif"\n')
    data = ("--data", str(base))
    assert answer("check", "--select", "T", *data) == answer("check", "--select", "T", "--format", "sarif", *data)
    assert answer("coverage", *data) == answer("coverage", "--format", "plain", *data)


def test_a_configuration_that_is_not_there_is_not_named_as_one(base: Path) -> None:
    configuration = ("config", "--data", str(base), "--format", "md")
    assert f"\nNo configuration: there is no {base.parent}/bpjs.toml.\n" in answer(*configuration).replace("\\", "")
    configure(base, "")
    assert f"\nConfiguration: {base.parent}/bpjs.toml\n" in answer(*configuration).replace("\\", "")


def test_dates_and_numbers_need_no_quotes(base: Path) -> None:
    file = configure(base, "fail_under = 45.5\nfail_over = 100000\nstrict = true\nselect = ['C', 'D501']\n")
    assert settings(file) == {"fail_under": "45.5", "fail_over": "100000", "strict": True, "select": ["C", "D501"]}
    assert settings(configure(base, "as_of = 2026-02-01")) == {"as_of": "2026-02-01"}


def test_no_config_leaves_it_out(base: Path) -> None:
    configure(base, "nonsense = 1\n")
    assert run("ranking", "--data", str(base)).returncode == 2
    assert run("--no-config", "ranking", "--data", str(base)).returncode == 0
    assert run("ranking", "--data", str(base), "--no-config").returncode == 0
    assert run("ranking", "--data", str(base), env={"BPJS_NO_CONFIG": "1"}).returncode == 0


def test_what_nobody_has_typed_is_named_by_where_it_comes_from(base: Path) -> None:
    configure(base, 'area = "kalbr"\n')
    said = 'bpjs: unknown area "kalbr"; did you mean "kalbar", "halmahera-barat" or "kaltara"?'
    more = " (this comes from {}; bpjs config shows every setting)\n"
    assert run("coverage", "--data", str(base)).stderr == said + more.format("bpjs.toml")
    assert run("coverage", env={"BPJS_AREA": "kalbr"}).stderr == said + more.format("BPJS_AREA")
    assert run("coverage", "--data", str(base), "--area", "kalbr").stderr == f"{said}\n"


def test_the_shipped_base_has_none_and_neither_has_the_current_folder(tmp_path: Path) -> None:
    """A checkout of a stranger is no place to take settings from."""
    (tmp_path / "bpjs.toml").write_text('lang = "id"\n', encoding="utf-8")
    assert run("ranking", cwd=tmp_path).stdout.startswith("Ranking")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("langauge = 'id'", 'bpjs.toml:1: error: unknown setting "langauge"; did you mean "lang"?'),
        ("\ntemplate = 'x.j2'", 'bpjs.toml:2: error: unknown setting "template"; known are lang, '),
        ("output = 'x'", 'unknown setting "output"'),
        ("strict = 1", 'bpjs.toml:1: error: "strict" takes true or false'),
        ("lang = true", 'bpjs.toml:1: error: "lang" takes a text or a number'),
        ("select = 'C'", 'bpjs.toml:1: error: "select" takes a list of texts'),
        ("select = [1]", 'bpjs.toml:1: error: "select" takes a list of texts'),
        ("lang = 'fr'", 'bpjs.toml:1: error: "lang" is "fr"; choose one of id, en'),
        ("format = 'xls'", 'bpjs.toml:1: error: "format" is "xls"; choose one of table, plain, md'),
        ("color = 'red'", '"color" is "red"; choose one of auto, always, never'),
        ("fail_on = 'note'", '"fail_on" is "note"; choose one of error, warning'),
        ("fail_under = 'x'", 'fail_under: "x" is not a percentage; write for example fail_under = 60'),
        ("fail_over = 1.5", 'fail_over: "1.5" is not a number of people; write for example fail_over = 100000'),
        ("as_of = 'x'", 'as_of: "x" is not a date'),
        ("as_of = 2026-02-01T00:00:00", '"as_of" takes a text or a number'),
        ("lang = ", "bpjs.toml: error: the configuration is not valid TOML"),
        ("lang = 'id'\nlang = 'en'", "bpjs.toml: error: the configuration is not valid TOML"),
        ("a = " + "[" * 5000, "bpjs.toml: error: the configuration is not valid TOML"),
        ("#" * (LARGEST + 1), f"bpjs.toml: error: a configuration has at most {LARGEST} bytes"),
    ],
    ids=lambda text: text[:30],
)
def test_a_fault_is_named_by_file_and_line(text: str, said: str, base: Path) -> None:
    file = configure(base, text)
    with pytest.raises(BpjsError) as raised:
        settings(file)
    assert said in raised.value.message
    assert raised.value.exit_code == 2
    done = run("ranking", "--data", str(base))
    assert (done.returncode, done.stdout) == (2, "")
    assert run("ranking", "--data", str(base), "--help").returncode == 0
    assert run("--version").returncode == 0


def test_every_fault_is_told_at_once(base: Path) -> None:
    with pytest.raises(BpjsError) as raised:
        settings(configure(base, "one = 1\ntwo = 2\nstrict = 3\n"))
    assert len(raised.value.message.splitlines()) == 3


def test_a_file_that_cannot_be_read_is_named(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = configure(base, "lang = 'id'")

    def refused(*_arguments: object, **_options: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refused)
    with pytest.raises(BpjsError, match="the configuration cannot be read: Permission denied"):
        settings(file)


def test_no_setting_names_code_a_template_or_a_file_to_write() -> None:
    assert not {"template", "templates", "output", "data", "plugin", "command", "include"} & set(KEYS)


def test_each_setting_is_shown_and_says_what_it_is_for(base: Path) -> None:
    shown = rows("config", "--data", str(base))
    assert [row["key"] for row in shown] == list(KEYS)
    assert all(row["purpose"] for row in shown)
    configure(base, "strict = true\nignore = ['T', 'D502']\n")
    found = {row["key"]: (row["value"], row["origin"]) for row in rows("config", "--data", str(base))}
    assert found["strict"] == ("true", "bpjs.toml")
    assert found["ignore"] == ("T, D502", "bpjs.toml")


def test_strictness_from_the_file_fails_a_check(base: Path) -> None:
    base.write_text(
        'format = 1\n[[source]]\nid = "a"\npublished = 2026-02-01\nlanguage = "en"\n'
        'figures = [{ area = "kalbar", period = 2025, indicator = "coverage", printed = "108.2 percent" }]\n',
        encoding="utf-8",
    )
    command = ["check", "--data", str(base)]
    assert CliRunner().invoke(every_command(), command).exit_code == 0
    configure(base, "strict = true\n")
    assert CliRunner().invoke(every_command(), command).exit_code == 1
