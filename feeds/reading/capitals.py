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
    lines = [line for line in document[table].splitlines() if line]
    adjective = rf"(?: (?:{'|'.join(document['adjectives'])})(?!\w))?"
    shapes = (line.replace("ADJ", adjective).replace("CAPS", _CAPS).replace("CAP", _CAP) for line in lines)
    return re.compile(rf"(?<!\w)(?:{'|'.join(shapes)})")
