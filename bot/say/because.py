"""Why entries are one story and money is linked, in words: reasons are stored as short codes that quote nobody."""

from collections.abc import Mapping
from decimal import Decimal

from bot.say.typography import money, number
from bot.say.words import N_, Words
from feeds.stories.model import Relation, StoryLink

BY_RULING = "ruled"  # no text states it
ALONE: Mapping[str, str] = {
    "twin": N_("one body, in French and in English"),
    "update": N_("an update by the same body"),
    "copy": N_("said again by the same body"),
    "sum-near": N_("sums that round one another"),
    "payers": N_("the same payer"),
    "days": N_("an event on the same days"),
    "operations": N_("the same operation"),
    "services": N_("the same police service"),
    "places": N_("the same place"),
    "subjects": N_("the same subject"),
}
RELATIONS: Mapping[Relation, str] = {
    Relation.PART_OF: N_("part of"),
    Relation.REPEATS: N_("repeats"),
    Relation.AMENDS: N_("amends"),
    Relation.UPDATES: N_("updates"),
}
SEEN_FROM_THERE: Mapping[str, str] = {
    "holds": N_("holds money that {story} promised before"),
    "repeated_by": N_("{story} repeats it, with the exact figure"),
    "changed_by": N_("{story} changed it"),
}
STATED: Mapping[str, str] = {
    "draws_on": N_("its text draws on a plan or a larger sum ({what})"),
    "includes": N_("the larger text includes it ({what})"),
    "repeats": N_("its text says that the sum was announced before ({what})"),
    "raises": N_("its text changes the sum ({what})"),
}
SAME: Mapping[str, str] = {
    "address": N_("both have the same address"),
    "file": N_("both name the same court file"),
    "operation": N_("both name the same operation of one police service"),
    "case": N_("the police service, the offence and the town agree, and no text says more"),
}


def bond_words(codes: str, w: Words) -> str:
    """Say why two entries are one announcement: "the same sum (CAD 19,000,000), the same subject, 4 hours apart"."""
    return ", ".join(said for code in codes.split(", ") if (said := _reason(code, w)))


def _reason(code: str, w: Words) -> str:
    name, _, value = code.partition(":")
    if name in ALONE:
        return w.say(ALONE[name])
    if name == "sum":
        amount, _, currency = value.partition(" ")
        return w.say("the same sum, {amount}", amount=money(Decimal(amount), currency, w))
    if name == "people":
        return w.say("the same number of people, {n}", n=number(int(value), w))
    if name == "words":
        return w.say("words in common: {n} in 100", n=value)
    if name == "apart":
        hours = int(value.removesuffix("h"))
        return w.count("{n} hour apart", "{n} hours apart", hours)
    return code


def relation_words(relation: Relation, w: Words) -> str:
    """Name a relation between two stories."""
    return w.say(RELATIONS[relation])


def link_words(link: StoryLink, w: Words) -> str:
    """Say why a link is believed."""
    kind, _, what = link.because.partition(":")
    if kind == "same":
        return w.say(SAME[what])
    if kind == BY_RULING:
        return w.say("a maintainer decided so")
    if kind in STATED:
        return w.say(STATED[kind], what=what or w.say("a plan that it names"))
    return w.say("the payer, the subject and the sum agree, and no text says why")


def counts_words(code: str, w: Words) -> str:
    """Say why a promise is new money, or why not all of it is: ``new``, ``part_of 4f2k``, ``holds 4f2k``."""
    relation, _, story = code.partition(" ")
    if relation == "new":
        return w.say("new money")
    if relation in SEEN_FROM_THERE:
        return w.say(SEEN_FROM_THERE[relation], story=story)
    return w.say("{relation} {story}", relation=relation_words(Relation(relation), w), story=story)
