"""Charts in a Word document: a bitmap in the line, under its title, with a text alternative."""

from __future__ import annotations

import msgspec

from bpjscli.render.office.pictures import Picture, picture
from bpjscli.render.office.word.blocks import KEEP, paragraph
from bpjscli.render.office.word.parts import PICTURE, Relation
from bpjscli.render.office.word.runs import run
from bpjscli.render.office.xml import element, w
from bpjscli.render.page import Page
from bpjscli.render.page_chart import PageChart

_EMU = 635  # English metric units to a twip
_TALLEST = 12500  # twips: a chart, its title and its text on one page


class Figure(msgspec.Struct, frozen=True):
    """A chart with its picture, and its number in the package."""

    number: int
    chart: PageChart
    picture: Picture

    @property
    def relation(self) -> Relation:
        """The relationship to the picture's part."""
        return Relation(f"image-{self.number}", "image", f"media/chart-{self.number}.png")


def figures(shown: Page) -> dict[str, Figure]:
    """The charts of a page by their ids, drawn."""
    charts = [block for section in shown.sections for block in section.blocks if isinstance(block, PageChart)]
    return {
        chart.id: Figure(number, chart, picture(chart, shown.words.chart)) for number, chart in enumerate(charts, 1)
    }


def figure(of: Figure, room: int) -> str:
    """The title of a chart, what it shows in words, and its picture, at most `room` twips wide."""
    title = paragraph("Caption", run(of.chart.title))
    said = paragraph("Small", run(of.chart.text), more=KEEP) if of.chart.text else ""
    return title + said + paragraph("Figure", w("r", w("drawing", _inline(of, room))))


def _inline(of: Figure, room: int) -> str:
    width = room
    height = int(of.picture.height * room / of.picture.width)
    if height > _TALLEST:
        width, height = width * _TALLEST // height, _TALLEST
    size = {"cx": width * _EMU, "cy": height * _EMU}
    named: dict[str, str | int] = {"id": of.number, "name": of.chart.title}
    blip = element("a:blip", {"r:embed": of.relation.id})
    shape = element("a:xfrm", {}, element("a:off", {"x": 0, "y": 0}), element("a:ext", size))
    drawn = element(
        "pic:pic",
        {},
        element("pic:nvPicPr", {}, element("pic:cNvPr", named), element("pic:cNvPicPr", {})),
        element("pic:blipFill", {}, blip, element("a:stretch", {}, element("a:fillRect", {}))),
        element("pic:spPr", {}, shape, element("a:prstGeom", {"prst": "rect"}, element("a:avLst", {}))),
    )
    return element(
        "wp:inline",
        {"distT": 0, "distB": 0, "distL": 0, "distR": 0},
        element("wp:extent", size),
        element("wp:docPr", {**named, "descr": of.chart.text or of.chart.title}),
        element("a:graphic", {}, element("a:graphicData", {"uri": PICTURE}, drawn)),
    )
