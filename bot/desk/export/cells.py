"""A value as a cell holds it: money exact, moments with their offset, nothing that a spreadsheet would run."""

import json
import unicodedata
from datetime import datetime
from decimal import Decimal

from bot.desk.export.record import Value

SEPARATOR = " | "  # between the texts of a list, where a cell is all there is
RUN = frozenset("=+-@\t\r\n")  # what makes a formula of a cell (https://owasp.org/www-community/attacks/CSV_Injection)


def text_of(value: Value) -> str:
    """Give a value as text; nothing for what is unknown."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return SEPARATOR.join(value)
    return str(plain(value))


def plain(value: str | int | Decimal | datetime) -> str | int:
    """Give one value as text or a whole number, exactly."""
    if isinstance(value, Decimal):
        return exact(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value if isinstance(value, int) else str(value)


def exact(number: Decimal) -> str:
    """Write a decimal without an exponent, and without a fraction where it is whole."""
    return f"{number.to_integral_value():f}" if number == number.to_integral_value() else f"{number:f}"


def cell_of(value: Value) -> str:
    """Give a value as the text of a spreadsheet's cell: what would be run stands behind an apostrophe."""
    text = text_of(value)
    return f"'{text}" if is_run(text) else text


def is_run(text: str) -> bool:
    """Tell whether a spreadsheet may take a text for a formula, by its first sign, full-width forms too."""
    bare = text.lstrip(" \u00a0\u200b\ufeff")
    return bool(bare) and (bare[0] in RUN or unicodedata.normalize("NFKC", bare[0]) in RUN)


def json_of(value: Value) -> object:
    """Give a value as JSON carries it: lists as lists, decimals as text."""
    if value is None:
        return None
    return list(value) if isinstance(value, tuple) else plain(value)


def database_of(value: Value) -> str | int | None:
    """Give a value as a column of a database holds it: a list as JSON, a decimal as text."""
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    return None if value is None else plain(value)
