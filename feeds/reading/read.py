"""Read one announcement: text to category, cues and facts.

    fold -> language -> amounts and numbers marked -> category by cues -> facts of each kind, by category

Pure: the same text gives the same reading; no text raises; every fact and cue has its span in the field as stored.
"""

from feeds.model import Fact, Reading, Text
from feeds.reading import classify as classifying
from feeds.reading import money
from feeds.reading.lang import language, rules_language
from feeds.reading.numbers import find_numbers
from feeds.reading.passage import AGE, MONEY, NUMBER, Passage, cover

RULES: str = classifying.rules().version
REVIEW_BELOW: float = classifying.rules().review_below


def read(text: Text) -> Reading:
    """Read an announcement. What stands after the first ``read_at_most`` code points of a field is not read."""
    limit = classifying.rules().read_at_most
    title, summary = text.title[:limit], text.summary[:limit]
    lang = language(text.lang, f"{title}\n{summary}")
    speech = rules_language(lang, f"{title}\n{summary}")
    home = money.home_currency(text)
    passages = [Passage.of("title", title), Passage.of("summary", summary)]
    in_context = money.is_money_context(passages)
    marked = []
    for p in passages:
        amounts = money.find_amounts(p, speech, home, in_money_context=in_context)
        spans = [(a.start, a.end) for a in amounts]
        numbers = find_numbers(cover(p.plain, spans, MONEY), speech)
        q = p.mark(spans, MONEY)
        q = q.mark([(n.start, n.end) for n in numbers if n.is_age], AGE)
        q = q.mark([(n.start, n.end) for n in numbers if not n.is_age], NUMBER)
        marked.append(q)
    category, score, cues = classifying.classify(marked, speech)
    facts: tuple[Fact, ...] = ()
    return Reading(lang=lang, category=category, score=score, rules=RULES, cues=cues, facts=facts)
