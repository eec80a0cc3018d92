"""What was published on thirty sample days. Every body, sum, person and event is invented, but for the services' names.

The first digest of the record tells 7 days; the others a day, unless a day says otherwise.
"""

from tests.bot.say.days.model import Day, release

GRANT = release(
    "securite-fr",
    "boreal",
    "Exploitation sexuelle des enfants : 2,4 M$ à l'organisme Boréal de Longueuil",
    "Le gouvernement du Québec accorde une aide financière de 2,4 M$ sur trois ans à l'organisme Boréal pour "
    "accompagner les jeunes victimes d'exploitation sexuelle en Montérégie. Six intervenantes seront embauchées d'ici "
    "l'été.",
)
GRANT_EN = release(
    "securite-en",
    "boreal-en",
    "Child sexual exploitation: $2.4 million for Boréal in Longueuil",
    "The Government of Quebec is providing $2.4 million over three years to Boréal to support young victims of sexual "
    "exploitation in Montérégie. Six outreach workers will be hired by summer.",
    "2025-11-03 10:05",
)
CONCERT = release("hebdo-fr", "concert", "Un concert au parc", "La fanfare a joué devant trois cents personnes.")
PLAN = release(
    "securite-fr",
    "plan",
    "Plan d'action Rivages 2023-2028 : 150 M$ contre l'exploitation sexuelle des mineurs",
    "Le gouvernement du Québec dévoile le Plan d'action Rivages 2023-2028, doté de 150 M$ sur cinq ans, pour lutter "
    "contre l'exploitation sexuelle des mineurs.",
    "2023-12-05 11:00",
)
SWEEP = release(
    "surete-fr",
    "coup-de-filet",
    "Exploitation sexuelle d'enfants : 26 arrestations dans plusieurs régions",
    "La Sûreté du Québec a arrêté 26 personnes âgées de 17 à 84 ans, dont un adolescent, du 27 au 30 octobre, dans le "
    "cadre de l'opération Mirador. Elles sont soupçonnées de possession et de distribution de matériel d'abus "
    "pédosexuel. Les policiers ont mené 31 perquisitions en Montérégie, en Estrie et dans Lanaudière.",
)
LONE = release(
    "agglo-fr",
    "accuse",
    "Un homme accusé de leurre informatique à Longueuil",
    "La Police des Rives a arrêté vendredi un homme de 43 ans à Longueuil. Il a été accusé lundi au palais de justice "
    "de leurre d'un enfant par un moyen de télécommunication.",
)
SMALL_TOWN = release(
    "surete-fr",
    "petite-ville",
    "Agression sexuelle : un entraîneur de hockey arrêté à Baie-Saint-Paul",
    "Les policiers de la Sûreté du Québec ont arrêté le 2 novembre un entraîneur de 52 ans de Baie-Saint-Paul, en lien "
    "avec des agressions sexuelles sur une élève de 14 ans de l'école des Caps. L'homme a comparu lundi.",
)


def town(n: int, place: str, amount: str, what: str, hour: int):
    """Announce money for a town."""
    return release(
        "securite-fr",
        f"ville-{n}",
        f"Québec accorde {amount} $ à {place} pour {what}",
        f"Le gouvernement du Québec accorde une aide financière de {amount} $ à {place} pour {what}.",
        f"2025-11-03 {hour:02}:{n:02}",
    )


TOWNS = (
    town(1, "Rimouski", "1 250 000", "réparer son aréna", 8),
    town(2, "Gaspé", "840 000", "agrandir sa bibliothèque", 8),
    town(3, "Val-d'Or", "3 100 000", "moderniser son usine d'eau potable", 9),
    town(4, "Saguenay", "12 400 000", "prolonger sa piste cyclable", 9),
    town(5, "Drummondville", "615 500", "aménager un refuge d'urgence", 9),
    town(6, "Rouyn-Noranda", "2 000 000", "construire des logements abordables", 10),
    town(7, "Baie-Comeau", "95 000", "acheter une ambulance", 10),
    town(8, "Granby", "1 000 000 000", "reconstruire son réseau d'aqueduc", 11),
    town(9, "Joliette", "430 000", "soutenir ses proches aidants", 11),
    town(10, "Magog", "77 250", "réparer son quai", 12),
    town(11, "Alma", "5 600 000", "rénover son centre sportif", 13),
    town(12, "Amos", "310 000", "former des éducatrices en garderie", 14),
)
WELL = "moderniser le réseau d'aqueduc et les stations de pompage des secteurs est, ouest et nord de la municipalité"

NOTHING_NEW = Day(name="01-nothing-new", news=(CONCERT,), earlier=(GRANT.saying(at="2025-10-01 10:00"),))
NOTHING_READ = Day(
    name="02-nothing-could-be-read",
    dead=dict.fromkeys(
        (
            "securite-fr",
            "securite-en",
            "canada-fr",
            "canada-en",
            "ville-fr",
            "surete-fr",
            "agglo-fr",
            "hebdo-fr",
            "tribune-en",
            "agency-en",
            "bureau-fr",
        ),
        ("connect", "2025-11-03 08:00"),
    ),
)
ONE_LOCAL = Day(name="03-one-local-funding", news=(GRANT, GRANT_EN))
JOINT = Day(
    name="04-joint-funding",
    news=(
        release(
            "canada-fr",
            "refuge-fr",
            "Le Canada et le Québec investissent 8,2 M$ dans la Maison Ancrage de Gatineau",
            "Les gouvernements du Canada et du Québec accordent 8,2 M$ à la Maison Ancrage de Gatineau, qui héberge "
            "des femmes victimes de violence conjugale. Le gouvernement du Canada verse 5 M$ et le gouvernement du "
            "Québec, 3,2 M$.",
        ),
        release(
            "canada-en",
            "refuge-en",
            "Canada and Quebec invest $8.2 million in Maison Ancrage in Gatineau",
            "The governments of Canada and Quebec are providing $8.2 million to Maison Ancrage in Gatineau, a shelter "
            "for women facing domestic violence. The Government of Canada is contributing $5 million and the "
            "Government of Quebec $3.2 million.",
            "2025-11-03 10:01",
        ),
        release(
            "hebdo-fr",
            "refuge-hebdo",
            "8,2 M$ pour la Maison Ancrage de Gatineau",
            "Les gouvernements du Canada et du Québec accordent 8,2 M$ à la Maison Ancrage de Gatineau.",
            "2025-11-03 14:30",
        ),
    ),
)
OLD_AGAIN = Day(
    name="05-old-money-again",
    earlier=(GRANT.saying(at="2025-02-01 10:00"),),
    news=(
        release(
            "securite-fr",
            "boreal-rappel",
            "Exploitation sexuelle des enfants : Québec réitère son aide de 2,4 M$ à l'organisme Boréal de Longueuil",
            "Le gouvernement du Québec rappelle l'aide financière de 2,4 M$ sur trois ans, annoncée le 1er février "
            "2025, qu'il accorde à l'organisme Boréal pour accompagner les jeunes victimes d'exploitation sexuelle.",
        ),
    ),
)
PART_OF_PLAN = Day(
    name="06-part-of-a-plan",
    earlier=(PLAN,),
    news=(
        release(
            "securite-fr",
            "part",
            "Exploitation sexuelle des mineurs : Québec accorde plus de 430 000 $ à la Police des Rives",
            "Le gouvernement du Québec accorde plus de 430 000 $ à la Police des Rives pour embaucher deux enquêteurs. "
            "Cette somme est tirée de l'enveloppe de 150 M$ du Plan d'action Rivages 2023-2028.",
        ),
    ),
)
ARREST_OF_ONE = Day(name="07-arrest-of-one", news=(LONE,))
YOUTH_SWEEP = Day(name="08-sweep-with-a-youth", news=(SWEEP,))
REGION_ONLY = Day(name="09-sexual-offence-in-a-small-town", news=(SMALL_TOWN,))
CUMULATIVE = Day(
    name="10-cumulative-counts",
    news=(
        release(
            "securite-fr",
            "bilan",
            "Québec investit 12,5 M$ de plus contre l'exploitation sexuelle des enfants en ligne",
            "Le gouvernement du Québec ajoute 12,5 M$ sur cinq ans à la lutte contre l'exploitation sexuelle des "
            "enfants en ligne. Depuis 2021, les policiers ont procédé à 486 arrestations et mené 1 120 perquisitions.",
        ),
        release(
            "surete-fr",
            "trois-arrestations",
            "Pornographie juvénile : trois hommes arrêtés en Estrie",
            "La Sûreté du Québec a arrêté trois hommes le 31 octobre à Sherbrooke pour possession de pornographie "
            "juvénile. Depuis le début de l'année, 212 personnes ont été arrêtées pour des crimes semblables.",
        ),
    ),
)
CORRECTED_SUM = Day(
    name="11-corrected-amount",
    earlier=(GRANT.saying(("2,4", "4,2"), at="2025-11-01 10:00"),),
    news=(GRANT.saying(at="2025-11-03 16:00"),),
)
CORRECTED_COUNT = Day(
    name="12-corrected-count",
    earlier=(SWEEP.saying(at="2025-10-31 10:00"),),
    news=(SWEEP.saying(("26 arrestations", "25 arrestations"), ("arrêté 26", "arrêté 25"), at="2025-11-03 16:00"),),
)
FURTHER_STAGE = Day(
    name="13-a-further-stage",
    earlier=(
        release(
            "agglo-fr",
            "arrete",
            "Un homme arrêté pour leurre informatique à Longueuil",
            "La Police des Rives a arrêté vendredi un homme de 43 ans à Longueuil, soupçonné de leurre d'un enfant par "
            "un moyen de télécommunication.",
            "2025-11-02 10:00",
        ),
    ),
    news=(
        release(
            "agglo-fr",
            "accuse-suite",
            "MISE À JOUR : Un homme arrêté pour leurre informatique à Longueuil",
            "L'homme de 43 ans arrêté vendredi à Longueuil par la Police des Rives a été accusé et a comparu lundi au "
            "palais de justice de leurre d'un enfant par un moyen de télécommunication.",
            "2025-11-03 17:00",
        ),
    ),
)
TWELVE = Day(
    name="14-twelve-and-others",
    news=(*TOWNS, GRANT, GRANT_EN, LONE, SWEEP),
    site="https://greffier.example",
)
LONG_TITLE = Day(
    name="15-very-long-title",
    news=(
        release(
            "ville-fr",
            "long",
            "La Ville de Sherbrooke, en collaboration avec ses nombreux partenaires du milieu communautaire, sportif, "
            "culturel et scolaire, est fière d'annoncer qu'elle accordera au cours des prochains mois une aide de "
            f"1 234 567,89 $ afin de {WELL}, dans le respect de l'environnement et des générations à venir",
            "La Ville de Sherbrooke accorde une aide de 1 234 567,89 $ pour " + f"{WELL}, puis {WELL}, " * 3 + "entre "
            "autres travaux qui seront précisés plus tard.",
        ),
    ),
)
CURRENCIES = Day(
    name="16-several-currencies",
    news=(
        release(
            "agency-en",
            "pounds",
            "£4.5 million to protect children online",
            "The government is investing £4.5 million over two years to protect children from sexual exploitation "
            "online, including in London.",
        ),
        release(
            "bureau-fr",
            "euros",
            "Le Bureau des continents accorde 3,25 M€ à la protection des enfants en ligne",
            "Le Bureau des continents accorde une subvention de 3,25 M€ pour lutter contre l'exploitation sexuelle des "
            "enfants en ligne.",
            "2025-11-03 11:00",
        ),
        release(
            "canada-en",
            "dollars",
            "Canada provides US$1.5 million to a hotline for children",
            "The Government of Canada is providing US$1.5 million to an international hotline that fights the sexual "
            "exploitation of children online.",
            "2025-11-03 12:00",
        ),
    ),
)
FIRST = Day(
    name="17-first-digest",
    news=(SWEEP.saying(at="2025-10-31 10:00"), GRANT, GRANT_EN),
    is_first=True,
)
LATE = Day(name="18-late-digest", news=(LONE, GRANT), since="2025-11-02 07:30", until="2025-11-04 19:10")
LONG_WEEKEND = Day(
    name="19-long-weekend",
    news=(GRANT.saying(at="2025-10-10 10:00"), LONE.saying(at="2025-10-11 15:00")),
    since="2025-10-10 07:30",
    until="2025-10-14 07:30",
)
WAITING = Day(
    name="20-in-review-and-held",
    news=(GRANT, TOWNS[0], TOWNS[1], TOWNS[2]),
    in_review=("ville-1",),
    held=("ville-2", "ville-3"),
)
ONE_DEAD = Day(name="21-one-dead-feed", news=(GRANT,), dead={"ville-fr": ("http-404", "2025-11-03 09:00")})
SEVERAL_DEAD = Day(
    name="22-several-dead-feeds",
    news=(TOWNS[0].saying(at="2025-10-31 14:00"),),
    since="2025-10-31 07:30",
    until="2025-11-03 07:30",
    dead={
        "canada-en": ("html", "2025-10-31 08:00"),
        "ville-fr": ("timeout", "2025-11-01 09:00"),
        "surete-fr": ("refused", "2025-11-01 12:00"),
        "bureau-fr": ("too-many-requests", "2025-11-02 18:00"),
    },
)
NO_FEEDS = Day(name="23-absent-bodies", news=(GRANT,), absent=7)
QUALIFIED = Day(
    name="24-qualifiers",
    news=(
        release(
            "securite-fr",
            "environ",
            "Environ 3 M$ pour les refuges de Gaspé",
            "Québec accorde environ 3 M$ aux refuges d'urgence de Gaspé.",
        ),
        release(
            "securite-fr",
            "pres",
            "Près de 1,2 M$ pour l'hôpital de Rimouski",
            "Le gouvernement du Québec investit près de 1,2 M$ à l'hôpital de Rimouski.",
            "2025-11-03 10:10",
        ),
        release(
            "securite-fr",
            "jusqua",
            "Jusqu'à 500 000 $ pour réparer le quai de Matane",
            "Le gouvernement du Québec versera jusqu'à 500 000 $ à la Ville de Matane pour réparer son quai.",
            "2025-11-03 10:20",
        ),
        release(
            "securite-fr",
            "moins",
            "Au moins 90 000 $ pour les bibliothèques d'Alma",
            "Québec octroie au moins 90 000 $ aux bibliothèques d'Alma.",
            "2025-11-03 10:30",
        ),
        release(
            "surete-fr",
            "dizaine",
            "Fraude : une dizaine de personnes arrêtées à Laval",
            "La Sûreté du Québec a arrêté une dizaine de personnes lundi à Laval dans une affaire de fraude.",
            "2025-11-03 10:40",
        ),
    ),
)
YEARLY = Day(
    name="25-annual-and-until",
    news=(
        release(
            "securite-fr",
            "annuel",
            "Violence conjugale : 750 000 $ par année à la Maison Ancrage",
            "Le gouvernement du Québec versera 750 000 $ par année à la Maison Ancrage de Gatineau pour ses maisons "
            "d'hébergement.",
        ),
        release(
            "canada-fr",
            "jusquen",
            "Le Canada accorde 5 557 900 $ à l'organisme Balise de Rimouski",
            "Le gouvernement du Canada accorde 5 557 900 $ sur quatre ans, jusqu'au 31 mars 2029, à l'organisme Balise "
            "pour prévenir l'exploitation sexuelle des enfants.",
            "2025-11-03 11:00",
        ),
        release(
            "ville-fr",
            "mois",
            "Sherbrooke verse 60 000 $ à la banque alimentaire Le Grenier",
            "La Ville de Sherbrooke verse 60 000 $ sur dix-huit mois à la banque alimentaire Le Grenier.",
            "2025-11-03 12:00",
        ),
    ),
)
ENGLISH_ONLY = Day(
    name="26-federal-in-english-only",
    news=(
        release(
            "canada-en",
            "hotline",
            "Government of Canada invests $15.5 million to fight online child sexual exploitation",
            "The Government of Canada is investing $15.5 million over five years to fight online child sexual "
            "exploitation, starting April 1, 2026. The money will go to law enforcement across the country.",
        ),
    ),
)
PAYERS = Day(
    name="27-several-payers",
    news=(
        release(
            "ville-fr",
            "trois-payeurs",
            "Logement : 21,3 M$ pour 84 logements abordables à Sherbrooke",
            "Un investissement de 21,3 M$ permettra de construire 84 logements abordables à Sherbrooke. Le "
            "gouvernement du Canada verse 9,8 M$, le gouvernement du Québec 8 M$ et la Ville de Sherbrooke 3,5 M$.",
        ),
    ),
)
ABROAD = Day(
    name="28-abroad",
    news=(
        release(
            "agency-en",
            "manchester",
            "Man charged with child sex offences in Manchester",
            "A 39-year-old man from Manchester has been charged with making indecent images of children. He appeared "
            "at Manchester Magistrates' Court on 3 November.",
        ),
        release(
            "tribune-en",
            "ontario",
            "Ontario police arrest 14 in child exploitation sweep",
            "Police in Ottawa, Ontario arrested 14 people last week in a child sexual exploitation sweep.",
            "2025-11-03 13:00",
        ),
    ),
)
MUNICIPAL = Day(
    name="29-municipal-and-programme",
    news=(
        release(
            "ville-fr",
            "culture",
            "La Ville de Sherbrooke accorde 125 000 $ au Théâtre des Sables",
            "La Ville de Sherbrooke accorde 125 000 $ au Théâtre des Sables dans le cadre du Programme de soutien aux "
            "arts vivants.",
        ),
    ),
)
UNSTATED = Day(
    name="30-no-amount-stated",
    news=(
        release(
            "securite-fr",
            "sans-montant",
            "Québec finance un centre d'appui aux enfants victimes d'exploitation sexuelle à Saguenay",
            "Le gouvernement du Québec accorde une aide financière à un nouveau centre d'appui aux enfants victimes "
            "d'exploitation sexuelle à Saguenay. Le montant sera connu plus tard.",
        ),
    ),
)

DAYS = (
    NOTHING_NEW, NOTHING_READ, ONE_LOCAL, JOINT, OLD_AGAIN, PART_OF_PLAN, ARREST_OF_ONE, YOUTH_SWEEP, REGION_ONLY,
    CUMULATIVE, CORRECTED_SUM, CORRECTED_COUNT, FURTHER_STAGE, TWELVE, LONG_TITLE, CURRENCIES, FIRST, LATE,
    LONG_WEEKEND, WAITING, ONE_DEAD, SEVERAL_DEAD, NO_FEEDS, QUALIFIED, YEARLY, ENGLISH_ONLY, PAYERS, ABROAD,
    MUNICIPAL, UNSTATED,
)  # fmt: skip
