from datetime import time, timedelta

import pytest

from bot.settings import SettingsError, load_settings
from storage.model import WeekHour


@pytest.fixture(autouse=True)
def _no_env_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_without_any_variable_the_defaults_of_the_contract_hold() -> None:
    settings = load_settings()
    assert settings.database_url == "sqlite:///data/greffier.db"
    assert (settings.hours, settings.digest_max, settings.language) == ((time(7, 30),), 12, ["fr"])
    assert (settings.host_gap, settings.settle_after) == (timedelta(seconds=1), timedelta(seconds=60))
    assert settings.telegram_token is None


def test_lists_hours_and_durations_are_read_as_a_person_writes_them(monkeypatch) -> None:
    monkeypatch.setenv("GREFFIER_CHANNEL", "@essai_public, -1001234567890:42")
    monkeypatch.setenv("GREFFIER_CONTACT", "greffe@example.org")
    monkeypatch.setenv("GREFFIER_LANGUAGE", "fr,en")
    monkeypatch.setenv("GREFFIER_DIGEST_AT", "18:00, 07:30")
    monkeypatch.setenv("GREFFIER_HOST_GAP", "90s")
    settings = load_settings()
    assert settings.channel == ["@essai_public", "-1001234567890:42"]
    assert settings.language == ["fr", "en"]
    assert settings.hours == (time(7, 30), time(18))
    assert settings.host_gap == timedelta(seconds=90)


def test_at_once_has_no_hours(monkeypatch) -> None:
    monkeypatch.setenv("GREFFIER_DIGEST_AT", "at once")
    assert (load_settings().hours, load_settings().weekly) == ((), ())


def test_an_hour_with_a_day_is_of_each_week_and_stands_beside_hours_of_every_day(monkeypatch) -> None:
    monkeypatch.setenv("GREFFIER_DIGEST_AT", "18:00, ven 07:30, mon 07:30")
    settings = load_settings()
    assert settings.hours == (time(18),)
    assert settings.weekly == (WeekHour(weekday=0, at=time(7, 30)), WeekHour(weekday=4, at=time(7, 30)))
    monkeypatch.setenv("GREFFIER_DIGEST_AT", "lun 07:30")
    assert (load_settings().hours, len(load_settings().weekly)) == ((), 1)


def test_quiet_hours_are_none_unless_set_and_may_go_past_midnight(monkeypatch) -> None:
    assert load_settings().quiet_hours is None
    monkeypatch.setenv("GREFFIER_QUIET", "22:00-07:00")
    assert load_settings().quiet_hours == (time(22), time(7))


def test_the_same_names_are_read_from_the_env_file(tmp_path) -> None:
    (tmp_path / ".env").write_text("GREFFIER_HOME=CA-ON\n")
    assert load_settings().home == "CA-ON"


@pytest.mark.parametrize(
    ("name", "value", "accepted"),
    [
        ("DATABASE_URL", "mysql://x", "sqlite:///"),
        ("TELEGRAM_TOKEN", "secret-but-wrong", "BotFather"),
        ("TELEGRAM_API", "api.telegram.org", "https://"),
        ("CHANNEL", "my channel", "@name"),
        ("MAINTAINERS", "alice", "numeric"),
        ("LANGUAGE", "de", "fr,en"),
        ("TIMEZONE", "Montreal", "America/Montreal"),
        ("DIGEST_AT", "noon", "07:30"),
        ("DIGEST_AT", "07:30, lundi", "mon 07:30"),
        ("DIGEST_AT", "lun 25:00", "mon 07:30"),
        ("DIGEST_AT", ",", "07:30"),
        ("QUIET", "at night", "22:00-07:00"),
        ("QUIET", "22:00", "22:00-07:00"),
        ("QUIET", "07:00-07:00", "22:00-07:00"),
        ("DIGEST_MAX", "-1", "0 for all"),
        ("DIGEST_MAX", "twelve", "0 for all"),
        ("HOME", "quebec", "CA-QC"),
        ("CONTACT", "not a contact", "mail"),
        ("ALLOW_PRIVATE", "300.1.1.1/99", "127.0.0.0/8"),
        ("WEB", "8000", "HOST:PORT"),
        ("HOST_GAP", "soon", "90s"),
        ("PROBE", "maybe", "confirmed"),
        ("LOG", "xml", "json"),
    ],
)
def test_a_bad_value_is_one_line_that_names_the_variable_and_what_it_accepts(
    monkeypatch, name, value, accepted
) -> None:
    monkeypatch.setenv(f"GREFFIER_{name}", value)
    with pytest.raises(SettingsError) as problem:
        load_settings()
    line = str(problem.value)
    assert line.startswith(f"GREFFIER_{name}: ")
    assert accepted in line
    assert "\n" not in line


def test_a_bad_token_is_never_repeated(monkeypatch) -> None:
    monkeypatch.setenv("GREFFIER_TELEGRAM_TOKEN", "secret-but-wrong")
    with pytest.raises(SettingsError) as problem:
        load_settings()
    assert "secret-but-wrong" not in str(problem.value)


def test_a_channel_asks_for_a_contact(monkeypatch) -> None:
    monkeypatch.setenv("GREFFIER_CHANNEL", "@essai_public")
    with pytest.raises(SettingsError, match="GREFFIER_CONTACT"):
        load_settings()
