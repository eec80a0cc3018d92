"""Where each table and key of a TOML document stands: tomllib gives values without their lines."""

import re

Where = tuple[str | int, ...]  # ("publisher", 0, "feed", 1, "url"): the way from the top to a table or a key

LITERAL = re.compile(r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|#[^\n]*|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'', re.DOTALL)
HEADER = re.compile(r"\s*(\[\[?)\s*([\w.-]+)\s*\]")
KEY = re.compile(r"\s*([\w-]+)\s*[.=]")


def line_index(text: str) -> dict[Where, int]:
    """Find the line of each table header and each key of a valid document; texts and comments count for nothing."""
    lines: dict[Where, int] = {}
    counts: dict[Where, int] = {}
    table: Where = ()
    bare = LITERAL.sub(lambda literal: "\n" * literal[0].count("\n"), text)
    for number, line in enumerate(bare.split("\n"), start=1):
        if header := HEADER.match(line):
            table = opened(header[2].split("."), counts, is_array=header[1] == "[[")
            lines.setdefault(table, number)
            if header[1] == "[[":
                lines.setdefault(table[:-1], number)  # the array itself stands where its first table does
        elif key := KEY.match(line):
            lines.setdefault((*table, key[1]), number)
    return lines


def opened(path: list[str], counts: dict[Where, int], *, is_array: bool) -> Where:
    """Follow a header to its table: through the last element of each array on the way, or to a new one."""
    where: Where = ()
    for depth, key in enumerate(path, start=1):
        where = (*where, key)
        if is_array and depth == len(path):
            counts[where] = counts.get(where, 0) + 1
        if where in counts:
            where = (*where, counts[where] - 1)
    return where
