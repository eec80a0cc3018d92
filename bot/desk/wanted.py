"""Which stories of the record are asked for: terms that must all hold, in a half-open period.

Options of a command line become a value; each value of an option is checked, and a wrong one is refused by its name.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from itertools import chain

from bot.desk.follow import SCOPES, Filters, Term, matches, parse_amount
from bot.say.words import N_
from feeds.errors import UsageError
from feeds.model import Category, Level
from feeds.reading.geography.gazetteer import region_rows
from feeds.reading.offences import ids_of, label
from feeds.reading.passage import fold
from feeds.stories.model import Commitment
from feeds.stories.payers import is_meant
from feeds.watch.wanted import folded, has_words
from storage.model import StoryRecord

NEAR = 3  # so many ids are named to whoever mistyped one
LIKENESS = 0.6
TABLES = {"topic": ("topic", "offence"), "offence": ("offence",)}
NO_SUCH = {
    "topic": N_("no topic has this id"),
    "offence": N_("no offence has this id"),
    "region": N_("no region has this id"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for. ``since`` is in the period, ``until`` is not; None is open."""

    home: str
    filters: Filters = ()
    since: datetime | None = None
    until: datetime | None = None

    def keeps(self, story: StoryRecord) -> bool:
        """Tell whether a story is asked for; its moment is as published, else when it was first seen."""
        return self.covers(story.dated) and matches(self.filters, story, self.home)

    def opens(self, story: StoryRecord) -> bool:
        """Tell whether the books look into a story: who pays is asked of each of its commitments, see `holds`."""
        if story.category is not Category.FUNDING:
            return self.keeps(story)
        others = tuple(tuple(term for term in terms if term.name not in OF_A_PAYER) for terms in self.filters)
        return self.covers(story.dated) and matches(others, story, self.home)

    def holds(self, commitment: Commitment) -> bool:
        """Tell whether a commitment is by a payer, and of a payer's level, that is asked for."""
        return not self.filters or any(
            all(any(OF_A_PAYER[term.name](commitment, value) for value in term.values) for term in asked(terms))
            for terms in self.filters
        )

    def covers(self, moment: datetime) -> bool:
        """Tell whether a moment is in the period."""
        return (self.since is None or self.since <= moment) and (self.until is None or moment < self.until)


def is_paid_by(commitment: Commitment, words: str) -> bool:
    """Tell whether a commitment's payer has these words in its name, or is the one that they mean."""
    return has_words(folded(commitment.payer or ""), words) or is_meant(commitment.payer_key, words)


OF_A_PAYER: Mapping[str, Callable[[Commitment, str], bool]] = {
    "payer": is_paid_by,
    "level": lambda commitment, level: commitment.level == level,
}


def asked(terms: Iterable[Term]) -> list[Term]:
    """Give the terms that are about who pays."""
    return [term for term in terms if term.name in OF_A_PAYER]


def wanted_of(
    options: Mapping[str, Sequence[str]], home: str, since: datetime | None, until: datetime | None
) -> Wanted:
    """Check options by name, each with its values; raise `UsageError` for what none accepts."""
    if since and until and since >= until:
        raise UsageError("--until: it has to be later than --since")
    terms = tuple(term_of(name, values) for name, values in options.items() if values)
    return Wanted(home=home, filters=(terms,) if terms else (), since=since, until=until)


def term_of(name: str, values: Sequence[str]) -> Term:
    """Make the term of one option; several values, by comma or by repeating it, mean any of them."""
    parts = values if name == "min" else [part.strip() for value in values for part in value.split(",")]
    return Term(name=name, values=tuple(dict.fromkeys(checked(name, part) for part in parts)))


def check_terms(filters: Filters) -> None:
    """Check the values of a filter; raise `UsageError` naming the term and what it accepts, each id of a table."""
    for term in chain.from_iterable(filters):
        for value in term.values if term.name in CHECKS else ():
            try:
                CHECKS[term.name](value)
            except UsageError as why:
                known = ", ".join(id for kind in TABLES.get(term.name, ()) for id in ids_of(kind))
                said = N_("{name}:{value}: {why}; all of them: {known}") if known else N_("{name}:{value}: {why}")
                raise UsageError(said, name=term.name, value=value, why=why, known=known) from why


def checked(name: str, value: str) -> str:
    """Give a value as the record writes it; raise `UsageError` naming the option and what it accepts."""
    try:
        return CHECKS[name](value)
    except UsageError as why:
        raise UsageError("--{name} {value}: {why}", name=name, value=value, why=why) from why


def text_of(what: UsageError) -> Callable[[str], str]:
    """Make a check that takes any text but an empty one, of which ``what`` says what it should be."""

    def check(value: str) -> str:
        if not value.strip():
            raise UsageError("{what}, not empty", what=what)
        return value.strip()

    return check


def one_of(accepted: Iterable[str]) -> Callable[[str], str]:
    """Make a check that takes the values of a short list, in any case."""
    known = tuple(str(value) for value in accepted)

    def check(value: str) -> str:
        if value.lower() not in known:
            raise UsageError("{first} or {last}", first=", ".join(known[:-1]), last=known[-1])
        return value.lower()

    return check


def id_of(*kinds: str) -> Callable[[str], str]:
    """Make a check that takes the ids of closed tables and names those that are near to any other."""

    def check(value: str) -> str:
        known = [id for kind in kinds for id in ids_of(kind)]
        if value.lower() in known:
            return value.lower()
        names = {id: id for id in known} | {fold(label(id, lang)): id for id in known for lang in ("fr", "en")}
        raise unknown(NO_SUCH[kinds[0]], names, fold(value), known)

    return check


def region_of(value: str) -> str:
    """Take a region's code: one of the table, or a part of a country whose parts it does not list."""
    code, rows = value.upper(), region_rows()
    country, _, part = code.partition("-")
    is_listed_apart = any(known.startswith(f"{country}-") for known in rows)
    is_free_part = country in rows and not is_listed_apart and re.fullmatch(r"[A-Z0-9]{1,3}", part)
    if code in rows or is_free_part:
        return code
    names = {fold(name): known for known, row in rows.items() for name in (row["fr"], row["en"], *row["also"])}
    raise unknown(NO_SUCH["region"], names, fold(value), ("CA-QC", "CA-QC-06", "CA", "FR"))


def unknown(what: str, names: Mapping[str, str], value: str, examples: Sequence[str]) -> UsageError:
    """Say that nothing has this id, and which ids are near, by their own or by their names in both languages."""
    close = get_close_matches(value, names, n=2 * NEAR, cutoff=LIKENESS)
    near = list(dict.fromkeys([names[name] for name in close] or within(names, value)))[:NEAR]
    if near:
        return UsageError("{what}; near it: {ids}", what=UsageError(what), ids=", ".join(near))
    return UsageError("{what}; e.g. {ids}", what=UsageError(what), ids=", ".join(examples[:4]))


def within(names: Mapping[str, str], value: str) -> list[str]:
    """Give the ids whose names hold a text of three letters or more."""
    return [id for name, id in names.items() if len(value) > 2 and value in name]


def amount_of(value: str) -> str:
    """Take an amount such as 500k or 2.5M."""
    try:
        parse_amount(value)
    except UsageError as error:
        raise UsageError("an amount such as 500k, 1M or 2.5M") from error
    return value


def lang_of(value: str) -> str:
    """Take a language of two letters."""
    if not re.fullmatch(r"[A-Za-z]{2}", value):
        raise UsageError("a language of two letters, such as fr or en")
    return value.lower()


CHECKS: Mapping[str, Callable[[str], str]] = {
    "topic": id_of(*TABLES["topic"]),
    "region": region_of,
    "scope": one_of(SCOPES),
    "level": one_of(Level),
    "body": text_of(UsageError("a publisher's id or a word of its name")),
    "payer": text_of(UsageError("a word of the payer's name")),
    "offence": id_of(*TABLES["offence"]),
    "min": amount_of,
    "lang": lang_of,
}
