"""Lay a report out as Markdown (CommonMark, with the tables of GitHub's): no HTML, nothing of a feed is a mark."""

import re
from collections.abc import Iterable, Iterator

from bot.say.model import Item, Source
from bot.say.report.model import Block, Cell, Items, Lines, Pair, Pairs, Picture, Report, Table
from bot.say.typography import quoted
from bot.say.words import Words, words

# What would be a mark: emphasis, code, a tag, a cell's end; a bracket, unless it says that words are withheld; an
# address that turns into a link by itself.
_MARK = re.compile(r"[\\`*_<>|~]|\[(?!…\])|(?<!…)\]|(?<=\])\(|:(?=//)|(?<=\bwww)\.|@|&(?=#?\w+;)")
_IN_ADDRESS = {"(": "%28", ")": "%29", " ": "%20", "<": "%3C", ">": "%3E", "|": "%7C", "\\": "%5C"}


def render_markdown(report: Report, picture: str | None = None) -> str:
    """Give a report as Markdown; ``picture`` is the address of its chart, where it has one."""
    w = words(report.language)
    parts = [f"# {escaped(report.title)}", *map(escaped, report.intro)]
    for section in report.sections:
        parts.append(f"## {escaped(section.heading)}")
        parts += [laid for block in section.blocks if (laid := laid_out(block, picture, w))]
    parts += ["---", *map(escaped, report.closing)]
    return "\n\n".join(parts) + "\n"


def laid_out(block: Block, picture: str | None, w: Words) -> str:
    """Lay one block out."""
    match block:
        case Lines():
            mark = "- " if len(block.lines) > 1 else ""
            return "\n".join(f"{mark}{escaped(line)}" for line in block.lines)
        case Table():
            return "\n".join(table_lines(block))
        case Items():
            listed = [bullet(item, w) for item in block.items]
            return "\n\n".join([*listed, *([f"- {escaped(block.others)}"] if block.others else [])])
        case Pairs():
            return "\n\n".join(pair_lines(pair, w) for pair in block.pairs)
        case Picture():
            return f"![{escaped(block.caption)}]({address(picture)})" if picture else ""


def table_lines(table: Table) -> Iterator[str]:
    """Write a table under its name; figures stand to the right."""
    yield f"**{escaped(table.caption)}**"
    yield ""
    yield row_of(map(escaped, table.columns))
    yield row_of(["--:" if at in table.figures else ":--" for at in range(len(table.columns))])
    yield from (row_of(map(cell, row)) for row in table.rows)


def row_of(cells: Iterable[str]) -> str:
    """Write one row."""
    return f"| {' | '.join(cells)} |"


def cell(held: Cell) -> str:
    """Write one cell."""
    return link(held) if isinstance(held, Source) else escaped(held)


def bullet(item: Item, w: Words, more: Iterable[str] = ()) -> str:
    """Write one announcement: its figure, its sentence, its notes, its sources."""
    head = f"**{escaped(item.lead)}**" + (f" — {escaped(item.rest)}" if item.rest else "")
    blocks = [[head], [escaped(note)] if (note := "; ".join(item.notes)) else []]
    if item.quotation:
        said = item.quotation
        blocks.append([f"> {escaped(quoted(said.before + said.figure + said.after, w))}"])
    beside = [escaped(item.beside)] if item.beside else []
    left = [escaped(item.more_sources)] if item.more_sources else []
    blocks.append([" · ".join([*beside, *map(link, item.sources), *left])])
    blocks += [[line] for line in more]
    lines = "\n\n".join("\n".join(block) for block in blocks if block)
    return "- " + lines.replace("\n", "\n  ").replace("\n  \n", "\n\n")


def pair_lines(pair: Pair, w: Words) -> str:
    """Write an announcement and the earlier one that holds its money."""
    return bullet(pair.item, w, [f"{escaped(pair.earlier)} · {link(pair.source)}"])


def link(source: Source) -> str:
    """Write a link."""
    return f"[{escaped(source.label)}]({address(source.url)})"


def address(url: str) -> str:
    """Write an address so that no sign of it ends the link."""
    return "".join(_IN_ADDRESS.get(char, char) for char in url)


def escaped(text: str) -> str:
    """Write a text so that nothing of it is a mark or a link."""
    return _MARK.sub(lambda m: "\\" + m[0], text)
