"""The lines around a digest."""

from datetime import timedelta

from bot.say import screen
from tests.bot.say.scenes import END, ZONE


def test_failures_are_counted_by_reason_and_the_commonest_comes_first():
    lines = screen.polled("en", answered=5, not_modified=1, failed={"dns": 1, "timeout": 3, "http-500": 1}, new=0)
    assert lines == [
        "5 feeds answered, 1 of them unchanged; 0 new entries.",
        "5 feeds were not read: no answer in time (3), host not found (1), out of order (1).",
    ]


def test_without_failures_there_is_one_line():
    assert screen.polled("fr", answered=1, not_modified=0, failed={}, new=1) == ["1 fil a répondu; 1 nouvelle entrée."]


def test_changed_entries_are_counted_beside_the_new_ones():
    def last(language, new, changed):
        [line] = screen.polled(language, answered=2, not_modified=0, failed={}, new=new, changed=changed)
        return line.partition("; ")[2]

    assert [last("en", 3, 2), last("en", 0, 1)] == ["3 new entries, 2 changed.", "0 new entries, 1 changed."]
    assert [last("fr", 3, 2), last("fr", 0, 1)] == [
        "3 nouvelles entrées, 2 modifiées.",
        "0 nouvelle entrée, 1 modifiée.",
    ]


def test_what_a_total_covers_is_one_line_and_differs_for_samples():
    for language in ("fr", "en"):
        [real], [sample] = (screen.what_the_total_covers(language, is_sample=is_sample) for is_sample in (False, True))
        assert real != sample
    assert real == "The total of the subject covers what this store has read so far."


def test_the_next_moments_are_hours_of_the_zone():
    [text] = screen.coming("fr", poll_at=END, post_at=END + timedelta(days=1), zone=ZONE)
    assert text.replace("\u00a0", " ") == "Prochain relevé : 7 h 30; prochain bulletin : 5 nov., 7 h 30"
    [at_once] = screen.coming("fr", poll_at=END, post_at=None, zone=ZONE)
    assert at_once.endswith("dès leur arrivée")


def test_a_channel_is_connected_in_five_steps_with_the_names_of_the_settings():
    for language in ("fr", "en"):
        lines = screen.connecting(language)
        assert [text.strip()[:2] for text in lines[1:]] == ["1.", "2.", "3.", "4.", "5."]
        for name in ("@BotFather", "GREFFIER_TELEGRAM_TOKEN", "GREFFIER_CHANNEL", "GREFFIER_CONTACT"):
            assert name in "\n".join(lines)
