"""`bpjs explain`: where a number comes from, as a tree down to figures, readings, identities and sources."""

from __future__ import annotations

from bpjscli.i18n import Lang
from bpjscli.measures.answers import Answers, Key
from bpjscli.measures.lineage import lineage
from bpjscli.model.period import Period
from bpjscli.report.builder import Builder
from bpjscli.report.derivations import Explainer
from bpjscli.report.document import Column, Document, Tree

KEYS = ("kind", "indicator", "area", "period", "segment", "programme", "base", "quantity", "why", "identity", "holds")
PLACE = ("figure", "printed", "read_as", "source", "file", "line")


def explain(answers: Answers, lang: Lang, key: Key, period: Period | None = None) -> Document:
    """The lineage of the answer to `key`: for `period`, the latest within it, or the latest of all."""
    build = Builder(answers, "explain", lang)
    build.section("explain", "", [explain_tree(build, key, period)])
    title = build._("Where it comes from: {indicator}, {area}")
    return build.document(title.format(indicator=build.measure(key), area=build.name(key.area)), "explain")


def explain_tree(build: Builder, key: Key, period: Period | None = None) -> Tree:
    """The tree under one answer."""
    chosen = build.answers.best(key, period, exactly=True) if period is not None else None
    chosen = chosen or build.answers.best(key, period)
    columns = tuple(Column(key, key, "quantity" if key == "quantity" else "text") for key in KEYS + PLACE)
    if chosen is None:
        return Tree("explain", columns, empty=_why_nothing(build, key, period))
    found = lineage(build.answers, chosen, period)
    return Tree("explain", columns, (Explainer(build, found).root(),))


def _why_nothing(build: Builder, key: Key, period: Period | None) -> str:
    """Why there is no answer: figures that it would follow from are disputed, or there are none."""
    _ = build._
    text = _("{area}: figures for {indicator} are not in this fact base, nor are those that it would follow from.")
    for when, prospects in build.answers.prospects(key).items():
        if (period is None or period.covers(when)) and any(prospect.solved.conflicts for prospect in prospects):
            text = _(
                "{area}: figures for {indicator} are not in this fact base, and nothing is derived, because those that "
                "it would follow from contradict each other; bpjs check --area {id} says which."
            )
    text = text.format(area=build.name(key.area), indicator=build.measure(key), id=key.area)
    return build.missing(key.area, text)
