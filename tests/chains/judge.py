"""What was said against what is true: groupings pair by pair, links one by one, sums to the dollar."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from tests.chains.asking import Said, SaidLink
from tests.chains.model import Chain, TrueLink

CERTAIN = "certain"


@dataclass(slots=True, kw_only=True)
class Verdict:
    """How one chain went; ``remarks`` are for a person."""

    chain: Chain
    said: Said
    counts: Counter[str] = field(default_factory=Counter)
    remarks: list[str] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        return not self.remarks


def judge(chain: Chain, said: Said) -> Verdict:
    """Judge what was said of one chain."""
    verdict = Verdict(chain=chain, said=said)
    judge_stories(verdict)
    judge_headlines(verdict)
    judge_links(verdict)
    if said.announced is not None:
        judge_money(verdict)
        judge_arrests(verdict)
    return verdict


# --- stories --------------------------------------------------------------------------------------------------------


def judge_stories(verdict: Verdict) -> None:
    """Compare groupings by the pairs of entries that stand together."""
    true, said = list(verdict.chain.truth.stories.values()), verdict.said.stories
    wanted, given = pairs(true), pairs(said)
    is_exact = {frozenset(entries) for entries in true} == set(said)
    verdict.counts.update(
        chains=1,
        stories_exact=is_exact,
        pairs_true=len(wanted),
        pairs_said=len(given),
        pairs_right=len(wanted & given),
        entries=len(verdict.chain.entries),
        entries_other=sum(category == "other" for category in verdict.said.categories.values()),
    )
    if not is_exact:
        verdict.remarks += [f"together, and are not one: {a} {b}" for a, b in sorted(given - wanted)]
        verdict.remarks += [f"apart, and are one: {a} {b}" for a, b in sorted(wanted - given)]
    verdict.remarks += [
        f"read as other: {name}" for name, category in verdict.said.categories.items() if category == "other"
    ]


def pairs(stories: Iterable[Iterable[str]]) -> set[tuple[str, str]]:
    """Give each two entries that stand together, in order."""
    return {pair for story in stories for pair in combinations(sorted(story), 2)}


def judge_headlines(verdict: Verdict) -> None:
    """Compare the headline sums of the stories that are told as one."""
    truth, said = verdict.chain.truth, verdict.said
    for act, amount in truth.headlines.items():
        told = frozenset(truth.stories[act])
        if told in said.stories:
            given = said.headlines.get(told)
            verdict.counts.update(headlines=1, headlines_right=given == amount)
            if given != amount:
                verdict.remarks.append(f"headline of {act} {given or 0:,} and not {amount:,}")


# --- links ----------------------------------------------------------------------------------------------------------


def judge_links(verdict: Verdict) -> None:
    """Compare certain links with those that a text states, and proposed ones with all that are true."""
    truth = verdict.chain.truth
    act_of = {name: act for act, names in truth.stories.items() for name in names}
    found: set[int] = set()
    for link in verdict.said.links:
        source, target = (Counter(act_of[name] for name in side).most_common(1) for side in (link.source, link.target))
        if not source or not target:
            continue
        judge_link(verdict, link, (source[0][0], target[0][0]), found)
    needed = list(needed_links(truth.links))
    missed = [link for number, link in needed if not found & same_place(truth.links, number)]
    verdict.counts.update(links_true=len(needed), links_found=len(needed) - len(missed))
    verdict.remarks += [
        f"no certain link {link.source} {link.relation} {link.target}: {link.because}" for link in missed
    ]


def judge_link(verdict: Verdict, link: SaidLink, ends: tuple[str, str], found: set[int]) -> None:
    """Judge one link; one within a story that was torn apart is no fault of its own."""
    if ends[0] == ends[1]:
        verdict.counts["links_within"] += link.state == CERTAIN
        return
    true = {
        number: known
        for number, known in enumerate(verdict.chain.truth.links)
        if (known.source, known.target, known.relation) == (*ends, link.relation)
    }
    if link.state != CERTAIN:
        verdict.counts.update(proposed=1, proposed_right=bool(true))
        return
    stated = {number for number, known in true.items() if known.stated}
    judge_amount(verdict, link, [known for known in true.values() if known.stated and known.amount])
    found |= stated
    verdict.counts.update(certain=1, certain_right=bool(stated), certain_unstated=bool(true) and not stated)
    if not stated:
        how = "true, but no text says so" if true else "wrong"
        verdict.remarks.append(f"certain link, {how}: {ends[0]} {link.relation} {ends[1]} ({link.because})")


def judge_amount(verdict: Verdict, link: SaidLink, true: list[TrueLink]) -> None:
    """Compare the linked sum with what either side states, where it is not all of the source."""
    if true:
        is_right = link.amount in {amount for known in true for amount in (known.amount, known.other)}
        verdict.counts.update(amounts=1, amounts_right=is_right)


def needed_links(links: tuple[TrueLink, ...]) -> Iterator[tuple[int, TrueLink]]:
    return ((number, link) for number, link in enumerate(links) if link.stated and link.is_needed)


def same_place(links: tuple[TrueLink, ...], number: int) -> set[int]:
    """Give the links any of which says what one says: of one source, by one relation, to an envelope or its raise."""
    asked = links[number]
    return {other for other, link in enumerate(links) if link_says(link, asked)}


def link_says(link: TrueLink, asked: TrueLink) -> bool:
    is_same = (link.source, link.relation, link.because) == (asked.source, asked.relation, asked.because)
    return is_same and link.stated


# --- sums and arrests -----------------------------------------------------------------------------------------------


def judge_money(verdict: Verdict) -> None:
    """Compare sums to the dollar; below the truth is worse than above it."""
    truth, said = verdict.chain.truth, verdict.said
    assert said.distinct is not None
    verdict.counts.update(
        announced_exact=said.announced == truth.announced,
        distinct_exact=said.distinct == truth.distinct,
        distinct_below=said.distinct < truth.distinct,
        distinct_below_floor=said.distinct < truth.floor,
    )
    for name, given, true in (
        ("announced", said.announced, truth.announced),
        ("distinct", said.distinct, truth.distinct),
    ):
        if given != true:
            verdict.remarks.append(f"{name} {given:,} and not {true:,}")


def judge_arrests(verdict: Verdict) -> None:
    """Compare events with their people, and counts over years."""
    truth, said = verdict.chain.truth, verdict.said
    events = by_entries(truth.stories, truth.events)
    given = {about: tuple(sorted(set(values))) for about, values in (said.cumulative or {}).items()}
    true = by_entries(truth.stories, {act: tuple(sorted(values)) for act, values in truth.cumulative.items()})
    verdict.counts.update(arrests_exact=events == said.events, cumulative_exact=given == true)
    if events != said.events:
        verdict.remarks.append(f"arrests {shown(said.events or {})} and not {shown(events)}")
    if given != true:
        verdict.remarks.append(f"cumulative {shown(given)} and not {shown(true)}")


def by_entries(stories: Mapping[str, tuple[str, ...]], values: Mapping[str, object]) -> dict[frozenset[str], object]:
    return {frozenset(stories[act]): value for act, value in values.items()}


def shown(values: Mapping[frozenset[str], object]) -> str:
    return str({"+".join(sorted(about)): value for about, value in values.items()})
