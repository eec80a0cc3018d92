"""The settings: environment variables, or the same names in ``.env``. None is required.

A bad value raises `SettingsError`, one line that names the variable and what it accepts.
"""

import re
from datetime import time, timedelta
from ipaddress import ip_network
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.weeks import read_week_hour
from feeds.duration import parse_duration
from feeds.errors import UsageError
from storage.model import WeekHour

PREFIX = "GREFFIER_"
CONTACT = re.compile(r"https?://[^\s/]+\S*|(mailto:)?[^\s@]+@[^\s@]+\.[^\s@]+")
CHANNEL = re.compile(r"(@[A-Za-z]\w{3,31}|-?\d{1,19})(:\d{1,10})?")
REGION = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3}(-\d{2})?)?")
AT_ONCE = "at once"
QUIET = "from when until when, such as 22:00-07:00"


class SettingsError(UsageError):
    """A setting that cannot be used; the message is one line."""


def listed(value: Any) -> Any:
    """Split a list by commas, without its blanks."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def read_hours(value: str) -> str:
    """Check digest hours."""
    hours_of(value)
    return value


def hours_of(value: str) -> tuple[tuple[time, ...], tuple[WeekHour, ...]]:
    """Read digest hours in order, of every day and of the week: ``07:30,mon 18:00``; ``at once`` has none."""
    if value.strip().lower() == AT_ONCE:
        return (), ()
    try:
        parts = listed(value) or refuse("no hour")
        daily = {time.fromisoformat(part) for part in parts if part[0].isdigit()}
        weekly = {read_week_hour(part) for part in parts if not part[0].isdigit()}
    except ValueError as error:
        raise ValueError(f"hours such as 07:30 or 07:30,18:00, mon 07:30 for once a week, or `{AT_ONCE}`") from error
    return tuple(sorted(daily)), tuple(sorted(weekly))


def read_quiet(value: str) -> str:
    """Check the quiet hours."""
    quiet_of(value)
    return value


def quiet_of(value: str) -> tuple[time, time]:
    """Read the quiet hours: ``22:00-07:00``, from when until when."""
    start, _, end = value.partition("-")
    try:
        quiet = time.fromisoformat(start.strip()), time.fromisoformat(end.strip())
    except ValueError as error:
        raise ValueError(QUIET) from error
    return quiet if quiet[0] != quiet[1] else refuse(QUIET)


def refuse(reason: str) -> Any:
    """Raise a `ValueError` from within an expression."""
    raise ValueError(reason)


def read_zone(value: str) -> str:
    """Check a time zone's name."""
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("a zone of the IANA list, such as America/Montreal") from error
    return value


def read_channels(value: list[str]) -> list[str]:
    """Check the channels' names."""
    for channel in value:
        if not CHANNEL.fullmatch(channel):
            raise ValueError("@name or a numeric id, with :topic for a forum topic; several by comma")
    return value


def read_languages(value: list[str]) -> list[str]:
    """Check the channels' languages."""
    if not value or set(value) - {"fr", "en"}:
        raise ValueError("fr, en, or fr,en")
    return list(dict.fromkeys(value))


def read_region(value: str) -> str:
    """Check the home region's code."""
    return value if REGION.fullmatch(value) else refuse("a region's code such as CA-QC, CA-QC-06 or CA")


def read_contact(value: str) -> str:
    """Check that a person can be reached there."""
    return value if CONTACT.fullmatch(value) else refuse("an address of the web or of mail")


def read_exceptions(value: list[str]) -> list[str]:
    """Check the hosts and networks that the guard lets through."""
    for exception in value:
        if "/" in exception or ":" in exception:
            ip_network(exception, strict=False)
        elif not re.fullmatch(r"[\w.-]+", exception):
            raise ValueError("hosts or networks such as 127.0.0.0/8, by comma")
    return value


def read_web(value: str) -> str:
    """Check the page's address."""
    host, _, port = value.rpartition(":")
    is_address = bool(host) and port.isdigit() and int(port) < 65536
    return value if value == "off" or is_address else refuse("HOST:PORT, or off")


def read_database(value: str) -> str:
    """Check the store's address."""
    accepted = re.fullmatch(r"(sqlite:///|postgresql(\+psycopg)?://[^/]+/).+", value)
    return value if accepted else refuse("sqlite:///path/to/file.db or postgresql://user@host/name")


def read_base(value: str) -> str:
    """Check a base address."""
    return (
        value.rstrip("/") if re.match(r"https?://[^/\s]+", value) else refuse("an address such as https://example.org")
    )


def read_token(value: SecretStr) -> SecretStr:
    """Check a bot token's shape without ever showing it."""
    is_token = re.fullmatch(r"\d+:[\w-]{10,}", value.get_secret_value())
    return value if is_token else refuse("the token that BotFather gave, such as 123456:ABC…")


def read_span(value: Any) -> Any:
    """Read a duration."""
    return parse_duration(value) if isinstance(value, str) else value


def empty_is_none(value: Any) -> Any:
    """Take an empty value for none."""
    return None if value == "" else value


Duration = Annotated[timedelta, BeforeValidator(read_span)]
Names = Annotated[list[str], NoDecode, BeforeValidator(listed)]
Base = Annotated[str, AfterValidator(read_base)]


class Settings(BaseSettings):
    """What the contract's table says, checked."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore")

    database_url: Annotated[str, AfterValidator(read_database)] = "sqlite:///data/greffier.db"
    catalog: str | None = None
    telegram_token: Annotated[SecretStr, AfterValidator(read_token)] | None = None
    telegram_api: Base = "https://api.telegram.org"
    channel: Annotated[Names, AfterValidator(read_channels)] = []
    follow: str = "topic:child-sexual-exploitation; scope:local; min:1M scope:national"
    maintainers: Annotated[list[int], NoDecode, BeforeValidator(listed)] = []
    language: Annotated[Names, AfterValidator(read_languages)] = ["fr"]
    timezone: Annotated[str, AfterValidator(read_zone)] = "America/Montreal"
    digest_at: Annotated[str, AfterValidator(read_hours)] = "07:30"
    quiet: Annotated[str, AfterValidator(read_quiet)] | None = None
    digest_max: Annotated[int, AfterValidator(lambda n: n if n >= 0 else refuse("a whole number, 0 for all"))] = 12
    home: Annotated[str, AfterValidator(read_region)] = "CA-QC"
    contact: Annotated[str, AfterValidator(read_contact)] | None = None
    site: Base | None = None
    web: Annotated[str, AfterValidator(read_web)] = "127.0.0.1:8000"
    allow_private: Annotated[Names, AfterValidator(read_exceptions)] = []
    host_gap: Duration = timedelta(seconds=1)
    settle_after: Duration = timedelta(seconds=60)
    probe: Literal["confirmed", "on", "off"] = "confirmed"
    hold: Annotated[Names, AfterValidator(read_channels)] = []
    log: Literal["console", "json"] = "console"

    @model_validator(mode="after")
    def check_contact(self) -> "Settings":
        """Ask for a contact once there is a public channel: publishers and readers must be able to reach someone."""
        if self.channel and not self.contact:
            raise ValueError("GREFFIER_CONTACT: required once GREFFIER_CHANNEL is set: an address or a mail address")
        return self

    @property
    def hours(self) -> tuple[time, ...]:
        """The digest hours of every day; without these and those of the week, at once."""
        return hours_of(self.digest_at)[0]

    @property
    def weekly(self) -> tuple[WeekHour, ...]:
        """The digest hours of the week."""
        return hours_of(self.digest_at)[1]

    @property
    def quiet_hours(self) -> tuple[time, time] | None:
        """From when until when news waits that would go out at once; None for no such hours."""
        return quiet_of(self.quiet) if self.quiet else None

    @property
    def zone(self) -> ZoneInfo:
        """The zone of hours and dates."""
        return ZoneInfo(self.timezone)


ACCEPTS = {
    "digest_max": "a whole number, 0 for all",
    "allow_private": "hosts or networks such as 127.0.0.0/8, by comma",
    "maintainers": "numeric Telegram user ids, by comma",
    "probe": "confirmed, on or off",
    "log": "console or json",
}


def load_settings() -> Settings:
    """Read the settings; raise `SettingsError` at the first one that cannot be used."""
    try:
        return Settings()
    except UnicodeDecodeError as error:
        raise SettingsError(".env: it has to be UTF-8") from error
    except ValidationError as error:
        raise SettingsError(line_of(error)) from error


def line_of(error: ValidationError) -> str:
    """Say in one line which variable is wrong and what it accepts, never what it holds (it may be a secret)."""
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    reason = first["msg"].removeprefix("Value error, ")
    if not first["loc"]:
        return reason
    name = str(first["loc"][0]).lower().removeprefix(PREFIX.lower())
    return f"{PREFIX}{name.upper()}: {ACCEPTS.get(name, reason)}"
