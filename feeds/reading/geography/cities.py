"""Cities and towns outside Quebec, from ``tables/cities.csv`` (GeoNames, CC BY 4.0): a name, and its one region."""

import re
from functools import cache
from importlib.resources import files

from feeds.reading.passage import fold
from feeds.reading.tokens import LONG_FORMS
from feeds.reading.vocabulary import TableError

_WORD = re.compile(r"[^\W_]+")


@cache
def lines() -> dict[str, str]:
    """Give the lines of the file by the folded words of their names; the file is long, so it is folded as a whole."""
    text = files("feeds.reading").joinpath("tables/cities.csv").read_text(encoding="utf-8")
    head, *rows = [line for line in text.split("\n") if line and not line.startswith("#")]
    if head != "name,region":
        raise TableError("cities.csv: columns should be name, region")
    plain = fold("\n".join(rows)).split("\n")
    return dict(zip(map(_key, plain), rows, strict=True))


def parts(line: str) -> tuple[str, str]:
    """Give the name and the region of a line; the region is empty where the name is borne in several."""
    name, _, region = line.rpartition(",")
    return name, region


def _key(plain: str) -> str:
    found = _WORD.findall(parts(plain)[0])
    if not found:
        raise TableError(f"cities.csv: {plain!r}")
    return " ".join([LONG_FORMS.get(word, word) for word in found])
