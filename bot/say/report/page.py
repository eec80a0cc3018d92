"""Lay a report out as one whole page: everything escaped, no script, nothing loaded from anywhere."""

from base64 import b64encode
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from bot.say.report.model import Block, Report
from bot.say.typography import quoted
from bot.say.words import FOLDER, words

TEMPLATES = FOLDER.parent / "report"


def render_page(report: Report, picture: bytes | None = None) -> str:
    """Give a report as a page; ``picture`` is its chart as a PNG, which the page carries."""
    w = words(report.language)
    return template().render(
        report=report,
        picture=f"data:image/png;base64,{b64encode(picture).decode()}" if picture else None,
        quoted=lambda text: quoted(text, w),
    )


@cache
def template() -> Template:
    """Load the page's template."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["kind"] = kind_of
    return environment.get_template("page.html")


def kind_of(block: Block) -> str:
    """Name a block for the template."""
    return type(block).__name__
