"""Names that are known by their capitals, from ``tables/capitals.toml``; matched on the text as written."""

import re
from functools import cache

from feeds.reading import vocabulary

_CAP = r"[A-ZÀ-Ý][\w'’-]{0,40}"
_OF = (
    r"(?: (?:of|and|for|the|de la|du|de|des|et|la|à la|à|sur|aux|en)(?: the)? "
    r"| (?:de |et )?[ldLD]['’]| )"
)
_CAPS = rf"{_CAP}(?:{_OF}{_CAP}){{0,6}}(?: \([A-Z][\w ]{{1,12}}\))?"


@cache
def names(table: str) -> re.Pattern[str]:
    """Compile one list of name shapes: any of its lines, at the start of a word."""
    document = vocabulary.document("tables/capitals.toml")
    return shaped("|".join(line for line in document[table].splitlines() if line))


def shaped(lines: str) -> re.Pattern[str]:
    """Compile a shape, at the start of a word."""
    adjectives = vocabulary.document("tables/capitals.toml")["adjectives"]
    adjective = rf"(?: (?:{'|'.join(adjectives)})(?!\w))?"
    return re.compile(rf"(?<!\w)(?:{lines.replace('ADJ', adjective).replace('CAPS', _CAPS).replace('CAP', _CAP)})")
