"""A digest in words on its way to the outbox: what it tells, with which figures, in which messages."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.say.console import render_console
from bot.say.corrections import Change, baseline
from bot.say.figures import said_of
from bot.say.model import Digest
from bot.say.newness import noted
from bot.say.oldmoney import OldMoney
from bot.say.render import render
from feeds.model import Category
from storage.model import Period, StoryRecord, Subscription
from storage.outgoing import WITHDRAWN, DeliveryItem, DeliveryKind, Outgoing, Told, ToldStory, Withdrawn

CONSOLE = "console"
NARROWEST, WIDEST = 60, 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A digest in words and all that it tells, shown or counted: what is new, and what of the old has changed.

    ``grown`` are stories told before of which something is new, be it only a copy; ``changes`` are to be told.
    ``old_money`` says by story what of its money is not new.
    """

    subscription: Subscription
    period: Period
    digest: Digest
    stories: tuple[StoryRecord, ...]
    grown: tuple[ToldStory, ...] = ()
    changes: tuple[Change, ...] = ()
    old_money: Mapping[str, OldMoney] = field(default_factory=dict)
    withdrawn: tuple[Withdrawn, ...] = ()

    @property
    def is_news(self) -> bool:
        """Whether it tells anything."""
        return bool(self.stories or self.changes or self.withdrawn)


def told_as_new(composed: Composed) -> list[Told]:
    """Say what a digest tells as new, with which figures."""
    shown = {item.story for item in composed.digest.items}
    return [
        Told(story=story.id, is_item=story.id in shown, version=story.version, said=said_as_new(story, composed))
        for story in composed.stories
    ]


def said_as_new(story: StoryRecord, composed: Composed) -> dict[str, Any]:
    """Write down what a story is told with as new: of money, also how much of it is new."""
    new = noted(composed.old_money.get(story.id)) if story.category is Category.FUNDING else {}
    return said_of(story, composed.digest.language) | new


def told_before(composed: Composed) -> list[Told]:
    """Say what a digest makes of stories that were told before: those it tells again, and those that only grew."""
    language = composed.digest.language
    told = {change.story.id: change.said(language) for change in composed.changes}
    return [
        Told(
            story=grown.story.id,
            is_item=grown.story.id in told,
            version=grown.story.version,
            said=told.get(grown.story.id) or baseline(grown, language),
            was=grown.version,
        )
        for grown in composed.grown
    ]


def told_withdrawn(composed: Composed) -> list[Told]:
    """Note of each withdrawal that it was told: what was told before stands, for the day it is undone."""
    return [
        Told(
            story=gone.story,
            is_item=False,
            version=gone.version,
            said={**gone.said, WITHDRAWN: True},
            was=gone.version,
        )
        for gone in composed.withdrawn
    ]


def messages(composed: Composed) -> list[Outgoing]:
    """Render a digest for its chat: one message, or as many parts as it takes."""
    period = f"{composed.period.start.isoformat()}/{composed.period.end.isoformat()}"
    if composed.subscription.chat == CONSOLE:
        text = render_console(composed.digest, terminal_width())
        return [Outgoing(kind=DeliveryKind.POST, period=period, part=1, text=text)]
    return [
        Outgoing(
            kind=DeliveryKind.POST,
            period=period,
            part=number,
            text=part.text,
            items=tuple(with_figures(item, composed) for item in part.items),
        )
        for number, part in enumerate(render(composed.digest), start=1)
    ]


def with_figures(item: DeliveryItem, composed: Composed) -> DeliveryItem:
    """Note with which figures an item tells its story, and the words of one that tells of a change."""
    language = composed.digest.language
    for change in composed.changes:
        if change.story.id == item.story:
            lead = next(told.lead for told in composed.digest.items if told.story == item.story)
            return replace(item, said=change.said(language), lead=lead)
    story = next(story for story in composed.stories if story.id == item.story)
    return replace(item, said=said_as_new(story, composed))


def terminal_width() -> int:
    """Give the width to wrap text to: the terminal's, within what reads well."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns))
