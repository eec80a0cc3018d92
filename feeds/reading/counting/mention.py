"""Persons that a sentence speaks of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Persons that are spoken of; ``value`` is 0 where the text does not say how many ("the men")."""

    start: int
    end: int
    value: int
    is_many: bool
    noun: str = ""
    opener: str = ""  # its number or article
    is_oblique: bool = False  # behind a preposition: seldom who was arrested
    is_nested: bool = False  # some of those named before: "dont trois mineurs"
    is_group: bool = False  # many under a verb in the singular: "un couple", "une dizaine de personnes"
