"""Draw the chart of a report as a PNG: a pair of bars a month. The only door to the drawing library.

The typeface is Bitstream Vera, which the reportlab package carries: the one that Pillow carries has no accents.
"""

from decimal import Decimal
from functools import cache
from importlib.resources import files
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from bot.say.report.bars import Bar, Bars, heading, short_month, ticks
from bot.say.typography import money
from bot.say.words import Words

WIDTH, HEIGHT = 1200, 630
LEFT, RIGHT, TOP, BOTTOM = 150, 24, 116, 84
INK, QUIET, RULE, PAPER = "#1b1f24", "#57606a", "#d0d7de", "#ffffff"
ANNOUNCED, DISTINCT = "#9ec5ea", "#0b4f8a"  # they differ in lightness too, for whoever sees no colours
BAR = 0.36  # of a month's width


def drawn(found: Bars, topic: str | None, w: Words) -> bytes:
    """Draw the chart in one language; the same values give the same bytes."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    canvas = ImageDraw.Draw(image)
    text(canvas, (LEFT, 24), heading(topic, w), 26, INK, widest=WIDTH - LEFT - RIGHT)
    draw_legend(canvas, w)
    marks = ticks(found)
    draw_rules(canvas, marks, found.currency, w)
    draw_bars(canvas, found, marks[-1], w)
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def draw_legend(canvas: ImageDraw.ImageDraw, w: Words) -> None:
    """Say which bar is which."""
    x = LEFT
    for colour, name in ((ANNOUNCED, w.say("Announced")), (DISTINCT, w.say("Distinct, at most"))):
        canvas.rectangle((x, 74, x + 18, 92), fill=colour)
        x += 28
        text(canvas, (x, 72), name, 18, INK)
        x += int(face(18).getlength(name)) + 36
    text(canvas, (x, 72), w.say("Announced is not spent."), 18, QUIET)


def draw_rules(canvas: ImageDraw.ImageDraw, marks: list[Decimal], currency: str, w: Words) -> None:
    """Draw the lines at round sums, each with its sum."""
    for sum_ in marks:
        y = height_of(sum_, marks[-1])
        canvas.line((LEFT, y, WIDTH - RIGHT, y), fill=QUIET if sum_ == 0 else RULE)
        text(canvas, (LEFT - 12, y), money(sum_, currency, w), 18, QUIET, anchor="rm")


def draw_bars(canvas: ImageDraw.ImageDraw, found: Bars, top: Decimal, w: Words) -> None:
    """Draw each month's two bars and its name; the year stands under its first month."""
    each = (WIDTH - LEFT - RIGHT) / len(found.bars)
    for at, bar in enumerate(found.bars):
        middle = LEFT + each * (at + 0.5)
        for colour, sum_, side in ((ANNOUNCED, bar.announced, -1), (DISTINCT, bar.distinct, 0)):
            x = middle + side * each * BAR
            if sum_ > 0:
                canvas.rectangle((x, height_of(sum_, top), x + each * BAR - 3, HEIGHT - BOTTOM - 1), fill=colour)
        text(canvas, (middle, HEIGHT - BOTTOM + 12), short_month(bar.first, w), 18, INK, anchor="ma")
        if names_year(bar, at):
            text(canvas, (middle, HEIGHT - BOTTOM + 38), f"{bar.first.year}", 18, QUIET, anchor="ma")


def names_year(bar: Bar, at: int) -> bool:
    """Tell whether a year begins with a month of the chart."""
    return at == 0 or bar.first.month == 1


def height_of(sum_: Decimal, top: Decimal) -> int:
    """Give the line at which a sum stands."""
    room = HEIGHT - TOP - BOTTOM
    return HEIGHT - BOTTOM - (round(room * sum_ / top) if top else 0)


def text(  # noqa: PLR0913  (what, where, how large, in which colour)
    canvas: ImageDraw.ImageDraw,
    at: tuple[float, float],
    said: str,
    size: int,
    fill: str,
    *,
    anchor: str = "la",
    widest: float = WIDTH,
) -> None:
    """Write a text; a long one is written smaller."""
    plain = said.replace("\u00a0", " ").replace("\u202f", " ")  # the typeface has wide ones
    while size > 12 and face(size).getlength(plain) > widest:
        size -= 1
    canvas.text(at, plain, font=face(size), fill=fill, anchor=anchor)


@cache
def face(size: int) -> ImageFont.FreeTypeFont:
    """Load the typeface at a size."""
    with (files("reportlab") / "fonts" / "Vera.ttf").open("rb") as file:
        return ImageFont.truetype(BytesIO(file.read()), size, layout_engine=ImageFont.Layout.BASIC)
