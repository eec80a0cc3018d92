"""A labelled file: announcements beside what people found in them, one JSON object a line.

    {"id", "title", "summary", "lang": fr | en, "source"?, "date"?, "label": funding | arrest | other,
     "facts"?: {KIND: [{"evidence", "value"?, "currency"?}, …], …}}

Other keys are passed over. Labels need not be exhaustive: a fact without a label may still be true. A kind that is
given with an empty list says that there is none.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from feeds.catalog_shape import Check, matching, member, one_of, words
from feeds.model import Category, Text
from feeds.reading.published import moment_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One fact as a person found it; ``evidence`` stands in the title or in the summary."""

    evidence: str
    value: Decimal | str | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One announcement and its labels by kind of fact. ``line`` is where it stands in its file, from 1."""

    line: int
    id: str
    text: Text
    category: Category
    facts: Mapping[str, tuple[Label, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """A line that is no labelled announcement, and why."""

    line: int
    reason: str


def labelled(lines: Iterable[bytes | str]) -> Iterator[Labelled | BadLine]:
    """Read a labelled file; blank lines count and give nothing."""
    lines_of: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            item = _item(json.loads(line), number)
            _refuse(item.id in lines_of, f"id {_quoted(item.id)} stands on line {lines_of.get(item.id)} already")
        except RecursionError:
            yield BadLine(line=number, reason="nested too deep")
        except ValueError as error:
            yield BadLine(line=number, reason=str(error))
        else:
            lines_of[item.id] = number
            yield item


def _item(row: object, line: int) -> Labelled:
    _refuse(not isinstance(row, dict), "not an object")
    known: dict[str, Any] = row  # type: ignore[assignment]
    text = _text(known)
    return Labelled(
        line=line,
        id=_checked(known, "id", words),
        text=text,
        category=_checked(known, "label", member(Category)),
        facts={kind: _labels(kind, found, text) for kind, found in _checked(known, "facts", _kinds).items()},
    )


def _text(row: Mapping[str, Any]) -> Text:
    title, summary = _checked(row, "title", _verbatim), _checked(row, "summary", _verbatim)
    _refuse(not title and not summary, "neither title nor summary")
    return Text(
        title=title,
        summary=summary,
        lang=_checked(row, "lang", one_of("fr", "en")),
        publisher=_checked(row, "source", _verbatim) or None,
        published=_checked(row, "date", lambda date: moment_of(_verbatim(date))),
    )


def _labels(kind: str, found: object, text: Text) -> tuple[Label, ...]:
    if not isinstance(found, list):
        raise ValueError(f"{kind}: a list is needed")
    try:
        return tuple(_label(each, KINDS[kind], text) for each in found)
    except ValueError as error:
        raise ValueError(f"{kind}: {error}") from error


def _label(given: object, checks: Mapping[str, Check], text: Text) -> Label:
    if not isinstance(given, dict):
        raise ValueError('each is an object, as {"evidence": "…"}')
    evidence = _checked(given, "evidence", words)
    if evidence not in text.title and evidence not in text.summary:
        raise ValueError(f"evidence {_quoted(evidence)} stands neither in the title nor in the summary")
    return Label(evidence=evidence, **{key: _checked(given, key, check) for key, check in checks.items()})


def _checked(row: Mapping[str, Any], key: str, check: Check) -> Any:
    try:
        return check(row.get(key))
    except ValueError as error:
        raise ValueError(f"{key}: {error}") from error


def _verbatim(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError("must be a text")
    return value


def _kinds(value: object) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ValueError("must be an object")
    for kind in value.keys() - KINDS.keys():
        raise ValueError(f"unknown kind {_quoted(kind)}; known are {', '.join(KINDS)}")
    return value


def _number(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("must be a number")
    number = Decimal(str(value))
    _refuse(not number.is_finite(), "must be a number")
    return number


def _whole(value: object) -> Decimal:
    number = _number(value)
    _refuse(number != number.to_integral_value() or number < 0, "must be a whole number from 0 up")
    return number


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _refuse(is_wrong: bool, reason: str) -> None:
    if is_wrong:
        raise ValueError(reason)


_CURRENCY = matching(r"[A-Z]{3}", "a currency of three letters, as CAD (ISO 4217)")
_STATUS = one_of(
    *("arrested", "detained", "released", "charged", "appeared", "convicted", "sentenced"),
    *("acquitted", "stayed", "not_charged"),
)
KINDS: Mapping[str, Mapping[str, Check]] = {  # what each kind of fact needs besides its evidence
    "amounts": {"value": _number, "currency": _CURRENCY},
    "period": {},
    "funder": {},
    "recipient_or_programme": {},
    "jurisdiction_level": {},
    "police_service": {},
    "operation_name": {},
    "region": {},
    "offence": {},
    "date_of_arrest_text": {},
    "persons_arrested": {"value": _whole},
    "persons_charged_or_sentenced": {"value": _whole},
    "status": {"value": _STATUS},
}
