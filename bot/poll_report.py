"""What one pass over the feeds did: the counts of `greffier poll`."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from storage.model import PollOutcome


@dataclass(slots=True)
class PollReport:
    """What one pass did; its counts add up as the contract says (`greffier poll --json`)."""

    fetched: int = 0
    not_modified: int = 0
    unchanged: int = 0
    failed: int = 0
    held: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)  # a line each: which feed, and why
    entries_new: int = 0
    entries_changed: int = 0
    seconds: float = 0.0

    @property
    def answered(self) -> int:
        """How many feeds could be read."""
        return self.fetched + self.not_modified + self.unchanged

    @property
    def feeds(self) -> int:
        """How many feeds the pass was about."""
        return self.answered + self.failed + self.held

    def as_json(self) -> dict[str, object]:
        """The contract's object."""
        counts = {name: getattr(self, name) for name in ("fetched", "not_modified", "unchanged", "failed", "held")}
        news = {"entries_new": self.entries_new, "entries_changed": self.entries_changed}
        return (
            {"feeds": self.feeds} | counts | {"errors": dict(self.errors)} | news | {"seconds": round(self.seconds, 3)}
        )


@dataclass(frozen=True, slots=True)
class Polled:
    """One feed's outcome, and the name under which the report counts it."""

    outcome: PollOutcome
    counted: str  # a counter of PollReport
    error: str | None = None


Progress = Callable[[PollReport, int], None]


def count(report: PollReport, polled: Polled) -> None:
    """Add one feed to a report."""
    setattr(report, polled.counted, getattr(report, polled.counted) + 1)
    report.entries_new += polled.outcome.entries_new
    report.entries_changed += polled.outcome.entries_changed
    if polled.error:
        report.errors[polled.error] += 1
        report.failures.append(f"{polled.outcome.feed}: {polled.error}: {polled.outcome.state.detail}")
