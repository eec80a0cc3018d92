"""What a digest owns up to: who was not read, and who cannot be."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.say.coverage import coverage_line
from bot.say.words import words
from storage.model import Coverage, UnreadSource
from tests.bot.say.scenes import ABSENT, END

ZONE = ZoneInfo("America/Montreal")


def unread(name: str, error: str = "connect", days: float = 1) -> UnreadSource:
    return UnreadSource(name={"fr": name, "en": name}, error=error, since=END - timedelta(days=days))


def said(coverage: Coverage, language: str = "fr") -> str:
    return coverage_line(coverage, END.date(), ZONE, words(language)).replace("\u00a0", " ")


def test_a_body_that_nobody_can_poll_is_no_source_that_was_not_read():
    assert said(Coverage(feeds=43, answering=43, absent=(ABSENT,))) == (
        "Les 43 fils suivis ont été lus. Hors d'atteinte : Police de la Pointe (aucun fil)."
    )
    assert said(Coverage(feeds=43, answering=42, unread=(unread("Ville"),), absent=(ABSENT,)), "en") == (
        "42 of the 43 feeds followed were read. Not read: Ville (no connection since Nov. 3). "
        "Out of reach: La Pointe Police (no feed)."
    )


def test_a_source_that_was_read_and_has_been_silent_for_unusually_long_is_named_with_its_last_day():
    silent = (unread("Ville", "silent", days=20), unread("Bourg", "silent", days=20))
    assert said(Coverage(feeds=3, answering=3, silent=silent)) == (
        "Les 3 fils suivis ont été lus. Silence inhabituel : Ville, Bourg (depuis le 15 oct.)."
    )
    assert said(Coverage(feeds=3, answering=3, silent=silent[:1]), "en") == (
        "All 3 feeds followed were read. Silent for unusually long: Ville (since Oct. 15)."
    )


def test_what_failed_alike_is_named_together_and_past_five_a_number_stands_for_the_others():
    sources = (unread("A"), unread("B", "refused"), unread("C"), unread("D", days=3), unread("E"), unread("F"))
    assert said(Coverage(feeds=9, answering=3, unread=sources)) == (
        "Fils suivis et lus : 3 sur 9. Non lus : A, C, E (connexion impossible depuis le 3 nov.); "
        "B (accès refusé depuis le 3 nov.); D (connexion impossible depuis le 1er nov.); 1 autre."
    )
