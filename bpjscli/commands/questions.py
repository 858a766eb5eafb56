"""Commands that answer from the fact base; `bpjscli.cli` enters them."""

# No `from __future__ import annotations`: Typer would have to compile each text in every run.

from typing import Annotated

import typer

from bpjscli.commands import options as o
from bpjscli.commands import values
from bpjscli.commands.run import area_id, emit, one_of, open_base


def coverage(
    area: o.Area = None,
    period: o.PeriodText = None,
    fail_under: Annotated[
        str | None,
        typer.Option("--fail-under", metavar="PERCENT", help="Exit 1 under it, 4 where that is undecidable."),
    ] = None,
    quiet: o.Quiet = False,
    data: o.Data = None,
    as_of: o.AsOf = None,
    format_: o.FormatOption = None,
    output: o.Output = None,
    lang: o.LanguageOption = None,
) -> None:
    """How many of the workers are covered; for one area also its rank, its targets and its parts."""
    from bpjscli.report.views.coverage import coverage as view

    when, least = values.period(period), values.percent(fail_under, "--fail-under")
    answers = open_base(data, as_of)
    language = o.language(lang)
    if not (quiet and output is None):
        emit(view(answers, language, area_id(answers, area), when), format_, output)
    if least is not None:
        from bpjscli.commands.gates import coverage_gate

        raise typer.Exit(coverage_gate(answers, area, when, least, language, quiet=quiet))


def ranking(
    by: Annotated[
        str,
        typer.Option("--by", metavar="INDICATOR", help="Indicator to rank by.", autocompletion=o.offered("indicators")),
    ] = "coverage",
    area: o.Area = None,
    period: o.PeriodText = None,
    segment: o.Segment = None,
    programme: o.Programme = None,
    data: o.Data = None,
    as_of: o.AsOf = None,
    format_: o.FormatOption = None,
    output: o.Output = None,
    lang: o.LanguageOption = None,
) -> None:
    """Who leads and who trails; ranks that the precision cannot separate are shared."""
    from bpjscli.commands.ask import named_id
    from bpjscli.report.views.ranking import ranked_areas
    from bpjscli.report.views.ranking import ranking as view

    when = values.period(period)
    answers = open_base(data, as_of)
    vocabulary = answers.base.vocabulary
    by = named_id("--by", by, vocabulary.indicators) or by
    segment = named_id("--segment", segment, vocabulary.segments)
    programme = named_id("--programme", programme, vocabulary.programmes)
    areas = ranked_areas(answers, area_id(answers, area))
    document = view(answers, o.language(lang), areas, by, when, segment=segment, programme=programme)
    emit(document, format_, output)


def gap(
    area: o.Area = None,
    target: Annotated[
        str | None, typer.Option("--target", metavar="PERCENT", help="A target of your own, in percent.")
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="DATE", help="The day the target is for.")] = None,
    fail_over: Annotated[
        str | None, typer.Option("--fail-over", metavar="PEOPLE", help="Exit 1 over it, 4 where that is undecidable.")
    ] = None,
    quiet: o.Quiet = False,
    data: o.Data = None,
    as_of: o.AsOf = None,
    format_: o.FormatOption = None,
    output: o.Output = None,
    lang: o.LanguageOption = None,
) -> None:
    """How far to the target, in points and in people; the pace it needs, and the present one."""
    from bpjscli.report.views.gap import gap as view

    wanted, day = values.percent(target, "--target"), values.day(by, "--by")
    most = values.people(fail_over, "--fail-over")
    answers = open_base(data, as_of)
    language = o.language(lang)
    if not (quiet and output is None):
        emit(view(answers, language, area_id(answers, area), wanted, day), format_, output)
    if most is not None:
        from bpjscli.commands.gates import gap_gate

        raise typer.Exit(gap_gate(answers, area, most, language, target=wanted, by=day, quiet=quiet))


def trend(
    indicator: Annotated[
        str, typer.Argument(metavar="[INDICATOR]", help="Indicator to follow.", autocompletion=o.offered("indicators"))
    ] = "coverage",
    area: o.Area = None,
    segment: o.Segment = None,
    programme: o.Programme = None,
    data: o.Data = None,
    as_of: o.AsOf = None,
    format_: o.FormatOption = None,
    output: o.Output = None,
    lang: o.LanguageOption = None,
) -> None:
    """How an indicator moved, whether its periods may be compared, and what a change of coverage consists of."""
    from bpjscli.commands.ask import wanted_key
    from bpjscli.derive.scope import widest_area
    from bpjscli.report.views.trend import trend as view

    answers = open_base(data, as_of)
    key = wanted_key(answers, indicator, area, segment, programme, default=widest_area)
    emit(view(answers, o.language(lang), key), format_, output)


def benefits(
    area: o.Area = None,
    period: o.PeriodText = None,
    data: o.Data = None,
    as_of: o.AsOf = None,
    format_: o.FormatOption = None,
    output: o.Output = None,
    lang: o.LanguageOption = None,
) -> None:
    """Claims and benefits by programme: averages, shares, and benefits against contributions."""
    from bpjscli.commands.ask import wanted_area
    from bpjscli.derive.scope import paying_area
    from bpjscli.report.views.benefits import benefits as view

    when = values.period(period)
    answers = open_base(data, as_of)
    emit(view(answers, o.language(lang), wanted_area(answers, area, paying_area), when), format_, output)


def explain(
    indicator: Annotated[
        str, typer.Argument(metavar="INDICATOR", help="Indicator to explain.", autocompletion=o.offered("indicators"))
    ],
    area: o.Area = None,
    period: o.PeriodText = None,
    segment: o.Segment = None,
    programme: o.Programme = None,
    data: o.Data = None,
    as_of: o.AsOf = None,
    format_: o.FormatOption = None,
    output: o.Output = None,
    lang: o.LanguageOption = None,
) -> None:
    """Where a number comes from: its figures, readings, identities and sources, and what was not chosen."""
    from bpjscli.commands.ask import wanted_key
    from bpjscli.derive.scope import widest_area
    from bpjscli.report.views.explain import explain as view

    when = values.period(period)
    answers = open_base(data, as_of)
    key = wanted_key(answers, indicator, area, segment, programme, default=widest_area)
    emit(view(answers, o.language(lang), key, when), format_, output)


OfIndicator = Annotated[
    str | None,
    typer.Option(
        "--indicator",
        "-i",
        metavar="INDICATOR",
        help="Only this indicator.",
        autocompletion=o.offered("indicators"),
    ),
]
OfSource = Annotated[
    str | None,
    typer.Option("--source", metavar="ID", help="Only this source, by its id.", autocompletion=o.offered("sources")),
]


def figures(
    area: o.Area = None,
    indicator: OfIndicator = None,
    period: o.PeriodText = None,
    segment: o.Segment = None,
    programme: o.Programme = None,
    source: OfSource = None,
    data: o.Data = None,
    as_of: o.AsOf = None,
    format_: o.FormatOption = None,
    output: o.Output = None,
    lang: o.LanguageOption = None,
) -> None:
    """The facts themselves: every figure as printed, and the interval it is read as."""
    from bpjscli.commands.ask import named_id
    from bpjscli.report.views.figures import chosen_figures
    from bpjscli.report.views.figures import figures as view

    when = values.period(period)
    answers = open_base(data, as_of)
    vocabulary = answers.base.vocabulary
    chosen = chosen_figures(
        answers,
        area=area_id(answers, area),
        indicator=named_id("--indicator", indicator, vocabulary.indicators),
        period=when,
        segment=named_id("--segment", segment, vocabulary.segments),
        programme=named_id("--programme", programme, vocabulary.programmes),
        source=one_of("--source", source, [s.id for s in answers.base.sources]),
    )
    emit(view(answers, o.language(lang), chosen), format_, output)
