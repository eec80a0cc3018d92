"""How the money of one story stands to that of others: what its texts state, and what is only likely. Pure.

A link is certain when a text says so (draws on, includes, announced in, raised from) and one earlier story answers to
it. It is proposed when payer, subject and sum agree and no text says anything.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from feeds.stories.model import LinkState, Relation, StoryLink
from feeds.stories.promises import CLOSE, Profile
from feeds.stories.references import Kind, Reference
from feeds.stories.terms import containment, likeness

LOOK_BACK = timedelta(days=6 * 366)
SLACK = timedelta(days=4)  # a month that is named may have begun or ended a few days before
ALIKE = 0.3  # how much of a name must stand in another story for it to be meant
DATED = 0.1  # the same where both the sum and the day are named
OWN = 0.75  # the same for a plan that is named without a sum or years
AHEAD = 0.2  # by how much one answer must be better than the next to be the one
LIKELY = 0.4


@dataclass(frozen=True, slots=True)
class Answer:
    """An earlier story that a reference may mean: whether its date is the one named, and how well its words agree."""

    story: Profile
    is_dated: bool
    fit: float

    @property
    def rank(self) -> float:
        """Order answers: a date that agrees is worth more than any words."""
        return self.fit + (1.0 if self.is_dated else 0.0)


def links(story: Profile, others: Sequence[Profile]) -> tuple[StoryLink, ...]:
    """Give the links that a story's own texts state, then those that are only likely."""
    found: dict[tuple[str, str, Relation, Decimal | None], StoryLink] = {}
    for reference in story.references:
        if reference.kind is Kind.ADDS_TO:
            continue
        if (link := stated(reference, story, others)) is not None:
            found.setdefault((link.source, link.target, link.relation, link.amount), link)
    certain = settled(list(found.values()))
    linked = {other for link in certain for other in (link.source, link.target)}
    likely = [link for other in others if other.story not in linked and (link := proposed(story, other))]
    return (*certain, *likely)


def settled(found: Sequence[StoryLink]) -> list[StoryLink]:
    """Keep one link between two stories: the one that names a sum says more."""
    best: dict[frozenset[str], StoryLink] = {}
    for link in found:
        pair = frozenset((link.source, link.target))
        if pair not in best or strength(link) > strength(best[pair]):
            best[pair] = link
    return sorted(best.values(), key=lambda link: (link.source, link.target))


def strength(link: StoryLink) -> tuple[bool, int, bool, Decimal]:
    """Order links between two stories."""
    order = (Relation.UPDATES, Relation.PART_OF, Relation.REPEATS, Relation.AMENDS)
    exact = -(link.amount or Decimal(0))
    return link.state is LinkState.CERTAIN, order.index(link.relation), link.amount is not None, exact


# --- what a text states ---------------------------------------------------------------------------------------------


def stated(reference: Reference, story: Profile, others: Sequence[Profile]) -> StoryLink | None:
    """Give the link that a reference states, where a story answers to it; proposed where several might."""
    answers = sorted(answering(reference, story, others), key=lambda answer: (-answer.rank, answer.story.dated))
    if not answers:
        return None
    best = answers[0]
    is_one = len(answers) == 1 or best.rank - answers[1].rank >= AHEAD
    return link_of(reference, story, best.story, LinkState.CERTAIN if is_one else LinkState.PROPOSED)


def link_of(reference: Reference, story: Profile, other: Profile, state: LinkState) -> StoryLink:
    """Write a stated link: what is included is the part, whichever text says so."""
    is_included = reference.kind is Kind.INCLUDES
    relation = {Kind.REPEATS: Relation.REPEATS, Kind.RAISES: Relation.AMENDS}.get(reference.kind, Relation.PART_OF)
    is_summed = reference.kind in (Kind.REPEATS, Kind.INCLUDES, Kind.RAISES)
    return StoryLink(
        source=other.story if is_included else story.story,
        target=story.story if is_included else other.story,
        relation=relation,
        state=state,
        because=f"{reference.kind}:{reference.words[:80]}",
        amount=reference.amount if is_summed else None,
        currency=reference.currency if is_summed else None,
    )


def answering(reference: Reference, story: Profile, others: Sequence[Profile]) -> Iterator[Answer]:
    """Give the earlier stories that a reference may mean: of a plan, those that announce it."""
    changed = frozenset(amount for other in others if is_changing(other) for amount in other.stated)
    possible = [other for other in others if is_possible(reference, story, other, changed)]
    if reference.kind is Kind.DRAWS_ON:
        announced = [other for other in possible if is_announcer(other, reference)]
        possible = announced or [other for other in possible if has_sum(reference, other)]
    for other in possible:
        fit = containment(reference.programme, other.words) if reference.programme else 0.0
        fit = max(fit, likeness(story.title, other.title), 0.5 * likeness(story.named, other.named))
        is_year = reference.years is not None and reference.years in other.years
        is_dated = is_year or (reference.when is not None and is_when(reference, other))
        if fit >= least(reference, is_dated=is_dated, is_year=is_year):
            yield Answer(other, is_dated, fit)


def is_announcer(other: Profile, reference: Reference) -> bool:
    """Tell whether a story announces a plan: it neither draws on it, nor adds to it, nor changes it."""
    later = (Kind.DRAWS_ON, Kind.ADDS_TO, Kind.RAISES)
    return not any(
        found.kind in later and (found.kind is Kind.RAISES or is_same_plan(found, reference))
        for found in other.references
    )


def least(reference: Reference, *, is_dated: bool, is_year: bool) -> float:
    """Say how well the words must fit: hardly, where sum and day agree; well, where a plan has only its name."""
    is_summed = reference.amount is not None or reference.kind is Kind.REPEATS
    if is_summed and is_dated and reference.when is not None:
        return DATED
    return ALIKE if reference.amount is not None or reference.when is not None or is_year else OWN


def is_changing(other: Profile) -> bool:
    """Tell whether a story raises a plan's sum, or adds to it."""
    return any(found.kind in (Kind.RAISES, Kind.ADDS_TO) for found in other.references)


def is_possible(
    reference: Reference, story: Profile, other: Profile, changed: frozenset[tuple[str, Decimal]] = frozenset()
) -> bool:
    """Tell whether nothing speaks against a reference meaning another story; ``changed``: sums that plans grew to."""
    if other.story == story.story or not is_before(other, story) or not is_one_payer(story, other):
        return False
    if not is_in_time(reference, other) or not is_one_subject(reference, story, other):
        return False
    if reference.kind is Kind.DRAWS_ON:
        is_drawn = has_sum(reference, other) and is_form(reference, other) and is_smaller(story, reference)
        return is_drawn or is_plan(reference, story, other, changed)
    if reference.amount is not None:
        return has_sum(reference, other)
    return reference.kind is Kind.REPEATS and is_own_sum(story, other)


def is_one_subject(reference: Reference, story: Profile, other: Profile) -> bool:
    """Tell whether two stories share a topic, or one has none; a day and a sum that agree say enough without."""
    if reference.when is not None and reference.kind is not Kind.DRAWS_ON:
        return True
    return not story.topics or not other.topics or bool(story.topics & other.topics)


def is_in_time(reference: Reference, other: Profile) -> bool:
    """Tell whether a story's day and the years of its plan are those that a reference names, if it names any."""
    if reference.when is not None and not is_when(reference, other):
        return False
    return reference.years is None or not other.years or reference.years in other.years


def is_form(reference: Reference, other: Profile) -> bool:
    """Tell whether a story is about the kind of plan that a reference names, if it names one."""
    return not reference.forms or bool(reference.forms & other.forms)


def is_own_sum(story: Profile, other: Profile) -> bool:
    """Tell whether two stories put the same sum forward, one perhaps rounded."""
    own = story.headline
    return own is not None and any(is_same(own.currency, own.amount, found) for found in other.sums)


def is_before(other: Profile, story: Profile) -> bool:
    """Tell whether a story came before another, within what is looked back on."""
    return other.dated <= story.dated and story.dated - other.dated <= LOOK_BACK


def is_one_payer(story: Profile, other: Profile) -> bool:
    """Tell whether two stories have a payer in common, or one does not say."""
    return not story.payers or not other.payers or bool(story.payers & other.payers)


def is_when(reference: Reference, other: Profile) -> bool:
    """Tell whether a story's day is the one that a reference names."""
    when = reference.when
    return when is not None and when.first - SLACK <= other.dated <= when.last + SLACK


def has_sum(reference: Reference, other: Profile) -> bool:
    """Tell whether a story commits the sum that a reference names."""
    return reference.amount is not None and any(is_sum(reference, found) for found in other.sums)


def is_smaller(story: Profile, reference: Reference) -> bool:
    """Tell whether what a story gives is less than the sum that it draws on: a plan's whole sum is its own money."""
    own = story.headline
    return own is not None and reference.amount is not None and own.amount < reference.amount * (1 - CLOSE)


def is_sum(reference: Reference, found: tuple[str, Decimal]) -> bool:
    """Tell whether a sum is the one that a reference names, one perhaps rounded."""
    amount = reference.amount or Decimal(0)
    return reference.currency == found[0] and abs(found[1] - amount) <= CLOSE * max(found[1], amount)


def is_plan(
    reference: Reference, story: Profile, other: Profile, changed: frozenset[tuple[str, Decimal]] = frozenset()
) -> bool:
    """Tell whether a story announces the plan that a reference names, and does not draw on it itself."""
    if other.headline is None or not reference.is_specific or not is_form(reference, other):
        return False
    is_larger = story.headline is None or other.headline.amount >= story.headline.amount
    if reference.years is not None:
        return is_larger and reference.years in other.years
    said = [found for found in story.references if found.kind is Kind.DRAWS_ON and found.amount is not None]
    known = other.sums | changed
    is_unlike = any(not any(is_sum(found, held) for held in known) for found in said)  # another sum: another plan
    return is_larger and not is_unlike and is_announcer(other, reference)


def is_same_plan(one: Reference, other: Reference) -> bool:
    """Tell whether two references name one plan."""
    if one.years and other.years:
        return one.years == other.years
    return containment(one.programme, other.programme) >= OWN


# --- what is only likely --------------------------------------------------------------------------------------------


def proposed(story: Profile, other: Profile) -> StoryLink | None:
    """Propose that a story repeats an earlier one: payer, subject and sum agree, and no text says why."""
    if other.story == story.story or not is_before(other, story) or other.dated == story.dated:
        return None
    if not story.payers & other.payers or not story.topics & other.topics:
        return None
    shared = [
        amount for currency, amount in story.sums if any(is_same(currency, amount, found) for found in other.sums)
    ]
    if not shared or likeness(story.title | story.named, other.title | other.named) < LIKELY:
        return None
    currency = next(iter(story.sums))[0]
    because = "payer, subject and sum agree"
    return StoryLink(
        source=story.story,
        target=other.story,
        relation=Relation.REPEATS,
        state=LinkState.PROPOSED,
        because=because,
        amount=max(shared),
        currency=currency,
    )


def is_same(currency: str, amount: Decimal, found: tuple[str, Decimal]) -> bool:
    """Tell whether two sums are the same money, one perhaps rounded."""
    return found[0] == currency and abs(found[1] - amount) <= CLOSE * max(found[1], amount)
