"""The money of a month: by topic, by payer, beside the eleven months before; what is large, what is old, what ends."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.say.books import key_words, notes_on_groups, totals
from bot.say.funding import figure_words, funding_item, subject_of, title_of
from bot.say.model import Item, Quotation
from bot.say.oldmoney import OldMoney, money_note
from bot.say.quotation import quotation
from bot.say.record import SOURCES, entries_for, sources_of
from bot.say.report.bars import bars, caption, month_label
from bot.say.report.model import Items, Lines, MonthRecord, Pair, Pairs, Picture, Section, Table
from bot.say.typography import capital, day, duration, money, number
from bot.say.withhold import cap, is_withheld
from bot.say.words import Words
from feeds.stories.ending import last_day
from feeds.stories.model import Commitment, Group, Ledger

LARGEST = 10  # of each currency
MOST = 25  # of what ends
TITLE = 160
NOTHING = Decimal(0)


def money_section(record: MonthRecord, w: Words) -> Section:
    """Tell what was announced, how much of it is distinct at most, and divide it by topic and by payer."""
    found = record.by_topic
    blocks: list[Lines | Table] = [Lines(lines=tuple(totals(found, w)))]
    if rows := group_rows(found.groups, "topic", w):
        blocks.append(table(w.say("By topic"), w.say("Topic"), rows, w))
        alone = w.say("Each commitment stands under one topic: the first that its texts name.")
        blocks.append(Lines(lines=(alone, *notes_on_sums(found, w))))
    if rows := group_rows(record.by_payer.groups, "payer", w):
        blocks.append(table(w.say("By payer"), w.say("Payer"), rows, w))
    return Section(heading=w.say("Money announced"), blocks=tuple(blocks))


def notes_on_sums(found: Ledger, w: Words) -> Iterator[str]:
    """Say why more may be distinct than was announced, where it is."""
    yield from notes_on_groups(replace(found, commitments=()), "topic", w)


def table(caption: str, key: str, rows: Sequence[tuple[str, ...]], w: Words) -> Table:
    """Put announced beside distinct money."""
    columns = (key, w.say("Commitments"), w.say("Announced"), w.say("Distinct, at most"))
    return Table(caption=caption, columns=columns, rows=tuple(rows), figures=frozenset({1, 2, 3}))


def group_rows(groups: Iterable[Group], by: str, w: Words) -> list[tuple[str, ...]]:
    """Write a row a key and currency, the largest first, each currency by itself; people stand in none of them."""
    found = [group for group in groups if group.currency]
    found.sort(key=lambda group: (group.currency, -group.announced, group.key))
    return [
        (
            capital(key_words(group.key, group.name, by, w)),
            number(len(group.commitments), w),
            money(group.announced, group.currency, w),
            money(group.distinct, group.currency, w),
        )
        for group in found
    ]


def year_section(record: MonthRecord, w: Words) -> Section | None:
    """Tell the twelve months that end with this one, as a chart and as a table."""
    found = bars(record.year, record.last)
    if not any(bar.announced for bar in found.bars):
        return None
    rows = tuple(
        (
            capital(month_label(bar.first, w)),
            *(money(sum_, found.currency, w) for sum_ in (bar.announced, bar.distinct)),
        )
        for bar in found.bars
    )
    columns = (w.say("Month"), w.say("Announced"), w.say("Distinct, at most"))
    by_month = Table(caption=w.say("By month"), columns=columns, rows=rows, figures=frozenset({1, 2}))
    blocks = (Picture(caption=caption(found, w)), by_month)
    if others := sorted(found.others):
        said = w.say("Not drawn, each currency stands by itself: {currencies}.", currencies=", ".join(others))
        return Section(heading=w.say("Twelve months"), blocks=(*blocks, Lines(lines=(said,))))
    return Section(heading=w.say("Twelve months"), blocks=blocks)


def largest_section(record: MonthRecord, w: Words) -> Section | None:
    """Tell the largest announcements, each with its figure, its sentence and its sources."""
    sums = stated(record.by_topic.commitments)
    items = [
        item_of(story, record, w)
        for currency in sorted({currency for _, currency in sums})
        for story in largest(sums, currency)
    ]
    if not items:
        return None
    left = len({story for story, _ in sums}) - len({item.story for item in items})
    others = w.count("{n} other announcement", "{n} other announcements", left) + "." if left > 0 else None
    return Section(heading=w.say("The largest announcements"), blocks=(Items(items=tuple(items), others=others),))


def stated(held: Iterable[Commitment]) -> dict[tuple[str, str], Decimal]:
    """Add up what each story announces of each currency."""
    sums: dict[tuple[str, str], Decimal] = {}
    for one in held:
        if one.amount is not None and one.currency:
            key = one.story, one.currency
            sums[key] = sums.get(key, NOTHING) + one.amount
    return sums


def largest(sums: dict[tuple[str, str], Decimal], currency: str) -> list[str]:
    """Give the stories that announce most of a currency."""
    of_it = [(-amount, story) for (story, unit), amount in sums.items() if unit == currency]
    return [story for _, story in sorted(of_it)[:LARGEST]]


def item_of(story: str, record: MonthRecord, w: Words) -> Item:
    """Write one announcement, with what of its money is not new."""
    old = record.old_money.get(story)
    return funding_item(record.stories[story], w, money_note(old, w) if old else None)


def again_section(record: MonthRecord, w: Words) -> Section | None:
    """Tell which announcements hold money of an earlier one, and of which."""
    told = sorted(record.old_money, key=lambda story: (record.stories[story].dated, story))
    pairs = tuple(pair(story, record.old_money[story], record, w) for story in told)
    return Section(heading=w.say("Announced again"), blocks=(Pairs(pairs=pairs),)) if pairs else None


def pair(story: str, old: OldMoney, record: MonthRecord, w: Words) -> Pair:
    """Put an announcement beside the earlier one that holds its money."""
    said = w.say(
        "Announced before, {day}: {what}", day=day(old.on, w), what=cap(title_of(old.other, w.language), TITLE)
    )
    return Pair(item=item_of(story, record, w), earlier=said, source=sources_of(old.other, w)[0])


def ending_section(record: MonthRecord, w: Words) -> Section | None:
    """Tell the commitments whose end is near and that nothing goes on with."""
    near = sorted(record.ending, key=lambda held: (last_day(held) or date.max, held.id))
    if not near:
        return None
    as_of = min(record.last, record.made_on)
    said = w.say(
        "They end within 180 days of {day}, and no announcement of the record goes on with them.", day=day(as_of, w)
    )
    left = len(near) - MOST
    others = w.count("{n} other commitment.", "{n} other commitments.", left) if left > 0 else None
    items = tuple(ending_item(held, record, w) for held in near[:MOST])
    blocks = (Lines(lines=(said,)), Items(items=items, others=others))
    return Section(heading=w.say("Commitments that end"), blocks=blocks)


def ending_item(held: Commitment, record: MonthRecord, w: Words) -> Item:
    """Write one commitment that ends: when, how much, its sentence and its sources."""
    story = record.stories[held.story]
    end, sources = last_day(held), sources_of(story, w)
    announced = w.say("Announced on {day}", day=day(held.dated, w))
    years = duration(held.years, w) if held.years else None
    return Item(
        story=story.id,
        version=story.version,
        lead=w.say("{day}: {said}", day=day(end, w) if end else "", said=amount_of(held, w)),
        rest=subject_of(story, w.language),
        notes=(", ".join(part for part in (announced, years) if part),),
        quotation=words_of(held, record, w),
        sources=sources[:SOURCES],
    )


def amount_of(held: Commitment, w: Words) -> str:
    """Write how much was promised, as exactly as its words do."""
    if held.amount is None:
        return w.say("no amount stated")
    fact = held.evidence.fact if held.evidence else None
    return figure_words(fact, w) if fact and fact.value == held.amount else money(held.amount, held.currency, w)


def words_of(held: Commitment, record: MonthRecord, w: Words) -> Quotation | None:
    """Quote the sentence of a commitment; a title that is shown already is not said twice."""
    story, said = record.stories[held.story], held.evidence
    entry = next((entry for entry in story.entries if said and entry.id == said.entry), None)
    if said is None or entry is None or is_withheld(entry, said.fact):
        return None
    is_said = said.fact.field == "title" and subject_of(story, w.language) == title_of(story, w.language)
    return None if is_said and entry is entries_for(story, w.language)[0] else quotation(entry, said.fact)
