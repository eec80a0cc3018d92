"""How police services and newspapers word a sweep: one headline for every date."""

from tests.chains.subjects import Both

SWEEP_TITLES: tuple[Both, ...] = (
    ("{Offence} : {count} arrestations dans plusieurs régions", "{count} arrested across {place} for {offence}"),
    ("{Offence} : {count} personnes arrêtées", "{Offence}: {count} people arrested"),
    ("{Offence} : {count} arrestations {of_place}", "{count} people arrested in {offence} investigation"),
)
SWEEP_LEADS: tuple[Both, ...] = (
    (
        "{Count} hommes ont été arrêtés {days} dans plusieurs régions {of_place} au terme d'une opération qui a "
        "mobilisé {officers} policiers.",
        "{Count} men were arrested {days} across {place} in an operation that involved {officers} officers.",
    ),
    (
        "{Count} personnes de 19 à 71 ans ont été arrêtées {days} par {unit}. Plus de {officers} policiers ont "
        "participé à l'opération.",
        "{Count} people aged 19 to 71 were arrested {days} by {unit}. More than {officers} officers took part.",
    ),
    (
        "Au terme d'une enquête de plusieurs mois, {count} personnes ont été arrêtées {days}. Elles feront face à des "
        "accusations liées à l'affaire.",
        "Following a months-long investigation, {count} people were arrested {days}. They face related charges.",
    ),
)
RETOLD_TITLES: tuple[Both, ...] = (
    ("{count} arrestations au terme d'une vaste opération policière", "{count} arrested in sweeping police operation"),
    ("Un suspect arrêté à {city}", "{city} suspect among those arrested in sweep"),
    ("{Offence} : coup de filet policier, {count} arrestations", "{Offence}: police round up {count} people"),
)
RETOLD_LEADS: tuple[Both, ...] = (
    (
        "{Count} personnes ont été arrêtées {days} dans plusieurs régions {of_place}, a annoncé {the_police}.",
        "{Count} people were arrested {days} across {place}, {the_police} said.",
    ),
    (
        "Une personne de {city} figure parmi les {count} personnes arrêtées {days} par {the_police}.",
        "One person from {city} is among the {count} people arrested {days} by {the_police}.",
    ),
)
