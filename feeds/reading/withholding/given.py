"""Know given names when they are seen."""

from functools import cache
from importlib.resources import files

from feeds.reading.tokens import folded
from feeds.reading.vocabulary import TableError


@cache
def given_names() -> frozenset[str]:
    """Give the folded given names of ``tables/given_names.txt``."""
    text = files("feeds.reading").joinpath("tables/given_names.txt").read_text(encoding="utf-8")
    names = [name for line in text.splitlines() if not line.startswith("#") for name in line.split()]
    bad = [name for name in names if len(folded(name)) != 1 or not name.isalpha() or not name[0].isupper()]
    if bad:
        raise TableError(f"given_names.txt: {', '.join(bad)}: one capitalised word each")
    return frozenset(folded(name)[0] for name in names)


def is_given_name(word: str) -> bool:
    """Say whether a folded word is a given name that we know."""
    return word in given_names()
