"""The amounts of a text, whose dollars are Canadian."""

from feeds.reading.funding.money import Amount, find_amounts
from feeds.reading.passage import Passage


def amounts(text: str, lang: str, *, in_money_context: bool = True) -> list[Amount]:
    return find_amounts(Passage.of("summary", text), lang, "CAD", in_money_context=in_money_context)
