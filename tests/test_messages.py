"""Both languages: every message has its Indonesian, and numbers and dates are written as the CLDR has it."""

from __future__ import annotations

import ast
import gettext
import string
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from typer.testing import CliRunner

from bpjscli import i18n
from bpjscli.cli import every_command
from bpjscli.i18n import Lang, translator
from bpjscli.model.period import parse_period
from bpjscli.report.numbers import MINUS, decimal_text, period_text
from tools.messages import COMPILED, catalogue, extracted, placeholders, untranslated

STALE = "run python tasks.py messages, and translate what it names"
THE_SAME = {
    ", ",
    "; ",
    "{changes}.",
    "{errors}, {warnings}, {notes}.",
    "{label} “{printed}”",
    "A,B",
    "FOLDER",
    "FORMAT",
    "ID",
    "Id",
    "N",
    "No.",
    "Target",
    "URL",
    "format",
    "git: {said}",
    "period: {fault}",
    "published: {fault}",
    "since: {fault}",
    "rupiah",
    "target",
    "{area}, {measure}: {value} ({period}).",
    "--article: {name} {said}",
    "{name}:{number}: error: {said}",
    "{origin}: error: {title}: {error}",
}
PACKAGE = Path(i18n.__file__).parent
LANGUAGES: tuple[Lang, ...] = ("en", "id")


def test_the_catalogue_has_the_messages_of_the_source_and_no_others() -> None:
    found = {str(message.id) for message in catalogue() if message.id}
    assert found == {str(message.id) for message in extracted() if message.id}, STALE


def test_every_message_is_translated() -> None:
    assert untranslated(catalogue()) == [], STALE
    same = {str(message.id) for message in catalogue() if message.id and message.id == message.string}
    assert same <= THE_SAME


def test_a_translation_fills_in_the_same_places_and_ends_alike() -> None:
    for message in catalogue():
        text, translation = str(message.id), str(message.string)
        if not text:
            continue
        assert placeholders(text) == placeholders(translation), text
        assert text[:1].isspace() == translation[:1].isspace(), text
        assert text[-1:].isspace() == translation[-1:].isspace(), text
        assert text[-1] == translation[-1] or {text[-1], translation[-1]}.isdisjoint(set(".:;!?")), text
        list(string.Formatter().parse(translation))


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    with COMPILED.open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in catalogue():
        if message.id:  # the header names the release of the library that wrote it
            assert compiled.gettext(str(message.id)) == message.string, STALE
    assert translator("id")("Target") == "Target"
    assert translator("id")("Sources") == "Sumber"
    assert translator("en")("Sources") == "Sources"


def test_no_message_stands_within_another_text() -> None:
    """What reads the messages from the source does not look into f-strings."""
    within = [
        f"{path.relative_to(PACKAGE)}:{called.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for called in ast.walk(text)
        if isinstance(called, ast.Call) and ast.unparse(called.func).rpartition(".")[2] in ("_", "N_")
    ]
    assert not within


@pytest.mark.parametrize(
    "command",
    [
        "", "coverage --fail-under 45", "gap --fail-over 1000 --area kalbar",
        "coverage", "coverage --area kalbar", "coverage --area singkawang", "ranking", "ranking --by participants",
        "gap", "gap --area kalbar --target 20", "trend", "trend contributions", "benefits",
        "explain coverage -a kalbar", "figures", "sources", "report", "report --format html",
        "explain workforce --area kalimantan --period 2024", "check", "check --explain all",
        "config", "figures --area papua --format md", "coverage --area papua",
    ],
)  # fmt: skip
def test_nothing_is_said_that_the_catalogue_lacks(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages are also put together from parts, which reading the source alone would not find."""
    known = {str(message.id) for message in catalogue()}
    asked: set[str] = set()
    original = gettext.GNUTranslations.gettext

    def recording(self: gettext.GNUTranslations, message: str) -> str:
        asked.add(message)
        return original(self, message)

    monkeypatch.setattr(gettext.GNUTranslations, "gettext", recording)
    i18n.translator.cache_clear()
    done = CliRunner().invoke(every_command(), [*command.split(), "--lang", "id"], catch_exceptions=False)
    i18n.translator.cache_clear()
    assert done.exit_code in (0, 1, 4)
    assert asked
    assert asked <= known


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("value", ["0", "7.5", "999", "1000", "1234567.891", "-1234.5", "-0.25", "5060579420000"])
def test_separators_are_those_of_the_locale(value: str, lang: Lang) -> None:
    number = Decimal(value)
    places = max(0, -number.as_tuple().exponent)  # type: ignore[operator]  # it is finite
    pattern = "#,##0" + ("." + "0" * places if places else "")
    assert decimal_text(number, places, lang).replace(MINUS, "-") == format_decimal(number, pattern, locale=lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("month", range(1, 13))
def test_month_names_are_those_of_the_locale(month: int, lang: Lang) -> None:
    assert period_text(parse_period(f"2025-{month:02}"), lang) == format_date(
        date(2025, month, 1), "MMMM y", locale=lang
    )
    assert period_text(parse_period(f"2025-{month:02}-24"), lang) == format_date(
        date(2025, month, 24), "d MMMM y", locale=lang
    )


def test_several_years_are_named_by_their_ends() -> None:
    assert period_text(parse_period("2017/2023"), "id") == "2017–2023"
    assert period_text(parse_period("2017-04/2024-05"), "id") == "April 2017–Mei 2024"


def test_weekdays_are_those_of_the_locale() -> None:
    names = Locale("en").days["format"]["wide"]
    indonesian = Locale("id").days["format"]["wide"]
    for day, name in names.items():
        assert translator("id")(name) == indonesian[day]
