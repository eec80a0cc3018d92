"""The tables. Rows never leave ``storage``; what does is a value of ``storage.model``.

Money is exact: an amount is stored as whole hundredths of its currency's unit. Every moment is aware, in UTC.
"""

from storage.tables.chats import ChatRow, DeliveryItemRow, DeliveryRow, DigestRow, SubscriptionRow, ToldRow
from storage.tables.columns import UTCDateTime
from storage.tables.curation import DecisionRow, NoticeRow
from storage.tables.entries import EntryGuidRow, EntryRow, FactRow, ReadingRow, VersionRow
from storage.tables.search import SearchRow
from storage.tables.sources import FeedAddressRow, FeedPlacesRow, FeedRow, PublisherRow, RobotsRow
from storage.tables.stories import (
    BondRow,
    LinkKeyRow,
    LinkRow,
    RulingRow,
    StoryAliasRow,
    StoryEntryRow,
    StoryKeyRow,
    StoryRow,
)

__all__ = [
    "BondRow",
    "ChatRow",
    "DecisionRow",
    "DeliveryItemRow",
    "DeliveryRow",
    "DigestRow",
    "EntryGuidRow",
    "EntryRow",
    "FactRow",
    "FeedAddressRow",
    "FeedPlacesRow",
    "FeedRow",
    "LinkKeyRow",
    "LinkRow",
    "NoticeRow",
    "PublisherRow",
    "ReadingRow",
    "RobotsRow",
    "RulingRow",
    "SearchRow",
    "StoryAliasRow",
    "StoryEntryRow",
    "StoryKeyRow",
    "StoryRow",
    "SubscriptionRow",
    "ToldRow",
    "UTCDateTime",
    "VersionRow",
]
