"""A few announcements that hang together, in our own words: what is told as one, and money that is drawn on a plan."""

from datetime import UTC, datetime, timedelta

from tests.bot.polled import Item

NOW = datetime.now(UTC).replace(microsecond=0)


def item(feed: str, key: str, title: str, summary: str = "", days: float = 1) -> Item:
    """Publish something some days ago."""
    return Item(feed=feed, key=key, title=title, summary=summary, published=NOW - timedelta(days=days))


FRENCH = item(
    "qc-fr",
    "ancrage-fr",
    "Violence conjugale : Québec accorde 2,5 M$ à la Maison Ancrage de Gatineau",
    "Le gouvernement du Québec accorde une aide de 2,5 M$ sur trois ans à la Maison Ancrage, qui ouvrira dix chambres.",
)
ENGLISH = item(
    "qc-en",
    "ancrage-en",
    "Domestic violence: Quebec gives $2.5 million to Maison Ancrage in Gatineau",
    "The Government of Quebec is giving $2.5 million over three years to Maison Ancrage, which will open ten rooms.",
)
GAZETTE = item("gazette-fr", "gazette", FRENCH.title, f"{FRENCH.summary} Des voisins s'en réjouissent.", days=0.9)
COURIER = item(
    "courier-en",
    "courier",
    "Maison Ancrage in Gatineau to open ten rooms",
    "The shelter says women will move in next fall.",
    days=0.8,
)
PLAN = item(
    "qc-fr",
    "plan",
    "Violence conjugale : Québec lance le Plan d'action Horizon 2022-2027, doté de 40 M$",
    "Le gouvernement du Québec investit 40 M$ dans le Plan d'action Horizon 2022-2027.",
    days=400,
)
DRAWN = item(
    "qc-fr",
    "rivage",
    "Violence conjugale : Québec accorde 3 M$ à la Maison Rivage de Rimouski",
    "La somme de 3 M$ est tirée de l'enveloppe de 40 M$ du Plan d'action Horizon 2022-2027.",
    days=200,
)
SWEEP = item(
    "police-fr",
    "sweep",
    "Exploitation sexuelle des enfants : 12 hommes arrêtés à Gatineau",
    "Douze hommes ont été arrêtés lundi à Gatineau pour possession de matériel d'exploitation sexuelle.",
    days=3,
)
RESWEPT = item("gazette-fr", "sweep-copy", SWEEP.title, SWEEP.summary, days=2.9)
OTHER = item("ca-fr", "port", "Ottawa verse 7 M$ au port de Rimouski", "Le quai sera refait.", days=5)

CHAIN = (FRENCH, ENGLISH, GAZETTE, COURIER, PLAN, DRAWN, SWEEP, RESWEPT, OTHER)
TOLD_AS_ONE = {"ancrage-fr", "ancrage-en", "gazette", "courier"}
