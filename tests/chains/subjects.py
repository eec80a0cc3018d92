"""What the money is for: very different subjects, each in the words of both languages."""

from dataclasses import dataclass

Both = tuple[str, str]  # French, English


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipients:
    """Who gets money, with ``{city}`` and ``{de}`` (de or d') to be filled: as a subject, after *à*, in English."""

    the: str
    to: str
    en: str
    is_plural: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One subject. ``to`` is an infinitive, ``about`` completes the name of a plan, ``uses`` says what money buys."""

    key: str
    portfolio: str
    head: Both
    to: Both
    about: Both
    uses: tuple[Both, ...]
    recipients: tuple[Recipients, ...]
    scale: tuple[int, int]  # millions of an envelope
    offence: Both | None = None  # what a sweep's headline says, where police is part of the subject
    unit: Both = ("les équipes spécialisées", "specialized teams")


def group(fr: str, en: str) -> Recipients:
    """Make recipients in the plural of their French noun, without an article to fold into *à*."""
    return Recipients(the=f"les {fr}", to=f"aux {fr}", en=en, is_plural=True)


def masculine(fr: str, en: str) -> Recipients:
    return Recipients(the=f"le {fr}", to=f"au {fr}", en=f"the {en}")


def feminine(fr: str, en: str) -> Recipients:
    return Recipients(the=f"la {fr}", to=f"à la {fr}", en=en)


POLICE = masculine("Service de police {de}{city}", "{city} Police Service")
TOWN = feminine("Ville {de}{city}", "the City of {city}")
FRIENDSHIP = masculine("Centre d'amitié autochtone {de}{city}", "{city} Native Friendship Centre")
UNIVERSITY = masculine("Centre hospitalier {de}{city}", "{city} Regional Hospital")

SUBJECTS = (
    Subject(
        key="child-exploitation-online",
        portfolio="public-safety",
        head=("Exploitation sexuelle des enfants en ligne", "Online child sexual exploitation"),
        to=("lutter contre l'exploitation sexuelle des enfants en ligne", "combat online child sexual exploitation"),
        about=("contre l'exploitation sexuelle des enfants", "Child Sexual Exploitation"),
        uses=(
            ("former douze enquêteurs en cybercriminalité", "train twelve cybercrime investigators"),
            ("accroître la capacité d'analyse des appareils saisis", "expand forensic analysis of digital devices"),
        ),
        recipients=(POLICE, masculine("Centre d'aide aux jeunes victimes {de}{city}", "{city} Child Advocacy Centre")),
        scale=(40, 200),
        offence=("Pornographie juvénile", "child sexual abuse material"),
        unit=("les équipes d'enquête sur l'exploitation d'enfants", "Internet child exploitation teams"),
    ),
    Subject(
        key="domestic-violence-shelters",
        portfolio="women",
        head=("Violence conjugale", "Domestic violence"),
        to=("mieux protéger les victimes de violence conjugale", "better protect victims of domestic violence"),
        about=("contre la violence conjugale", "Domestic Violence"),
        uses=(
            ("ouvrir 24 places en maison d'hébergement", "open 24 new shelter spaces"),
            ("ajouter une ligne d'écoute de nuit", "add an overnight crisis line"),
        ),
        recipients=(
            feminine("Maison d'hébergement {de}{city}", "the {city} Women's Shelter"),
            group("maisons d'hébergement de la région {de}{city}", "women's shelters in the {city} area"),
            FRIENDSHIP,
        ),
        scale=(30, 220),
    ),
    Subject(
        key="bridges",
        portfolio="transport",
        head=("Réfection des ponts", "Bridge repairs"),
        to=("remettre en état les ponts vieillissants", "repair aging bridges"),
        about=("pour la réfection des ponts", "Bridge Renewal"),
        uses=(
            ("refaire le tablier de trois ponts municipaux", "replace the decks of three municipal bridges"),
            ("renforcer les piles du pont principal", "reinforce the piers of the main bridge"),
        ),
        recipients=(TOWN, group("municipalités de la région {de}{city}", "municipalities in the {city} region")),
        scale=(120, 900),
    ),
    Subject(
        key="homelessness",
        portfolio="housing",
        head=("Itinérance", "Homelessness"),
        to=("lutter contre l'itinérance", "reduce homelessness"),
        about=("en itinérance", "Homelessness"),
        uses=(
            ("financer 60 lits d'urgence cet hiver", "fund 60 emergency beds this winter"),
            ("embaucher des intervenants de rue", "hire street outreach workers"),
        ),
        recipients=(
            TOWN,
            group("refuges {de}{city}", "shelters in {city}"),
            FRIENDSHIP,
        ),
        scale=(40, 320),
    ),
    Subject(
        key="gun-violence",
        portfolio="public-safety",
        head=("Violence armée", "Gun violence"),
        to=("freiner la violence liée aux armes à feu", "curb gun violence"),
        about=("contre la violence armée", "Gun Violence"),
        uses=(
            ("mettre sur pied une équipe de prévention", "set up a prevention team"),
            ("acheter des appareils d'analyse balistique", "purchase ballistic analysis equipment"),
        ),
        recipients=(POLICE, group("organismes jeunesse {de}{city}", "youth organizations in {city}")),
        scale=(50, 300),
        offence=("Armes à feu", "illegal firearms"),
        unit=("les escouades de lutte contre les armes à feu", "firearms enforcement teams"),
    ),
    Subject(
        key="water-plants",
        portfolio="municipal",
        head=("Eau potable", "Drinking water"),
        to=("moderniser les usines de traitement de l'eau", "modernize water treatment plants"),
        about=("sur l'eau potable", "Drinking Water"),
        uses=(
            ("remplacer les filtres de l'usine d'eau potable", "replace the filters of the water treatment plant"),
            ("doubler la capacité du réservoir municipal", "double the capacity of the municipal reservoir"),
        ),
        recipients=(TOWN, feminine("Régie de l'eau {de}{city}", "the {city} Water Board")),
        scale=(80, 700),
    ),
    Subject(
        key="broadband",
        portfolio="economy",
        head=("Internet haute vitesse", "High-speed Internet"),
        to=("brancher les foyers ruraux à Internet haute vitesse", "connect rural homes to high-speed Internet"),
        about=("pour l'accès à Internet haute vitesse", "Rural Broadband"),
        uses=(
            ("déployer la fibre dans 4 200 foyers", "bring fibre to 4,200 homes"),
            ("construire onze tours de télécommunication", "build eleven telecommunications towers"),
        ),
        recipients=(
            feminine("Coopérative de télécommunications {de}{city}", "the {city} Telecommunications Co-operative"),
            group("communautés rurales voisines {de}{city}", "rural communities around {city}"),
        ),
        scale=(90, 800),
    ),
    Subject(
        key="wildfire",
        portfolio="forests",
        head=("Feux de forêt", "Wildfires"),
        to=("mieux combattre les feux de forêt", "strengthen wildfire response"),
        about=("sur les feux de forêt", "Wildfire Resilience"),
        uses=(
            ("acheter deux avions-citernes", "buy two water bombers"),
            ("former 150 pompiers forestiers", "train 150 wildland firefighters"),
        ),
        recipients=(
            feminine("base de lutte contre les incendies {de}{city}", "the {city} fire base"),
            group("Premières Nations de la région {de}{city}", "First Nations in the {city} region"),
        ),
        scale=(60, 400),
    ),
)
