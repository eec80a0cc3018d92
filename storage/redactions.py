"""Words that a maintainer withholds, in every stored version and in those to come.

A decision keeps where words stand, never the words: they are found again by what stands there in the raw text.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session, col, select

from storage.indexing import forget
from storage.tables import DecisionRow, VersionRow

SpanRow = list[Any]  # [field, start, end]
FIELDS = ("title", "summary")


def hide(session: Session, detail: Mapping[str, Any], *, is_in_force: bool) -> None:
    """Withhold what a redaction names, or take exactly that back."""
    if not detail.get("hides"):
        return
    for version in versions_of_entries(session, entries_hidden(session, detail)):
        spans = detail["hides"].get(str(version.id)) or spans_again(session, detail, version)
        version.withheld = [*version.withheld, *spans] if is_in_force else without(version.withheld, spans)
        session.add(version)
        forget(session, version.entry_id)


def carry_redactions(session: Session, version: VersionRow, in_force: Iterable[DecisionRow]) -> None:
    """Withhold in a version that has just come what redactions withheld in earlier ones."""
    for decision in in_force:
        if decision.detail.get("hides") and version.entry_id in decision.detail["about"]:
            version.withheld = [*version.withheld, *spans_again(session, decision.detail, version)]
            session.add(version)


def entries_hidden(session: Session, detail: Mapping[str, Any]) -> set[str]:
    """Give the entries in which a redaction withholds words."""
    ids = [int(id) for id in detail["hides"]]
    return set(session.exec(select(VersionRow.entry_id).where(col(VersionRow.id).in_(ids))))


def versions_of_entries(session: Session, entries: Iterable[str]) -> list[VersionRow]:
    """Give every version of some entries."""
    return list(session.exec(select(VersionRow).where(col(VersionRow.entry_id).in_(list(entries)))))


def spans_again(session: Session, detail: Mapping[str, Any], version: VersionRow) -> list[SpanRow]:
    """Find the words of a redaction in a version that it does not name."""
    if version.entry_id in detail.get("hides_all_of", ()):
        return whole(version.title, version.summary)
    runs = {run for run in runs_hidden(session, detail, version.entry_id) if run.strip()}
    if not runs:
        return []
    either = "|".join(r"\s+".join(map(re.escape, run.split())) for run in sorted(runs, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
    texts = {"title": version.title, "summary": version.summary}
    return [[field, *found.span()] for field in FIELDS for found in pattern.finditer(texts[field])]


def redacted(session: Session, decisions: Iterable[DecisionRow], version: VersionRow) -> list[SpanRow]:
    """Give what redactions in force withhold of a version, as they keep it."""
    return [
        list(span)
        for decision in decisions
        if decision.detail.get("hides") and version.entry_id in decision.detail["about"]
        for span in decision.detail["hides"].get(str(version.id)) or spans_again(session, decision.detail, version)
    ]


def runs_hidden(session: Session, detail: Mapping[str, Any], entry: str) -> Iterable[str]:
    """Give the words that a redaction withholds, as the versions that it names write them."""
    for row in versions_of_entries(session, [entry]):
        texts = {"title": row.title, "summary": row.summary}
        for field, start, end in detail["hides"].get(str(row.id), ()):
            yield texts[field][start:end]


def whole(title: str, summary: str) -> list[SpanRow]:
    """Withhold a title and a summary from end to end."""
    return [[field, 0, len(text)] for field, text in (("title", title), ("summary", summary)) if text]


def without(spans: Iterable[SpanRow], taken: Iterable[SpanRow]) -> list[SpanRow]:
    """Take spans out, each once: what another finds withheld there stays."""
    left = [list(span) for span in spans]
    for span in ([*span] for span in taken):
        if span in left:
            del left[len(left) - 1 - left[::-1].index(span)]
    return left
