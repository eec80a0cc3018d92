"""Who pays and who speaks: governments, police services and newspapers; the newspapers do not exist."""

from dataclasses import dataclass

from tests.chains.model import Body
from tests.chains.portfolios import Portfolio
from tests.chains.subjects import Both


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """A public body that pays. ``of`` completes *gouvernement* ("du Québec"); None for a city."""

    key: str
    level: str
    region: str
    name: str  # as a heading: Ontario
    en_name: str
    of: str | None
    short: str  # as newspapers say in French, able to be a subject: Ottawa, l'Ontario
    en_short: str
    capital: Both  # the dateline
    langs: tuple[str, ...]  # its releases
    cities: tuple[str, ...] = ()

    @property
    def gov(self) -> str:
        return f"le gouvernement {self.of}" if self.of else f"la Ville {de(self.name)}"

    @property
    def of_gov(self) -> str:
        return f"du gouvernement {self.of}" if self.of else f"de la Ville {de(self.name)}"

    @property
    def en_gov(self) -> str:
        return f"the Government of {self.en_name}" if self.of else f"the City of {self.en_name}"


def de(name: str) -> str:
    """Put *de* before a name."""
    return f"d'{name}" if name[0] in "AEIOUÉÎ" else f"de {name}"


CANADA = Payer(
    key="canada",
    level="federal",
    region="CA",
    name="Canada",
    en_name="Canada",
    of="du Canada",
    short="Ottawa",
    en_short="Ottawa",
    capital=("OTTAWA", "OTTAWA"),
    langs=("en", "fr"),
)


def province(code: str, names: Both, *, of: str, short: str, capital: Both, langs: str, cities: str) -> Payer:
    """Describe a province in one line."""
    return Payer(
        key=code.lower(),
        level="provincial",
        region=f"CA-{code}",
        name=names[0],
        en_name=names[1],
        of=of,
        short=short,
        en_short=names[1],
        capital=capital,
        langs=tuple(langs.split()),
        cities=tuple(cities.split(", ")),
    )


QUEBEC = province(
    "QC",
    ("Québec", "Quebec"),
    of="du Québec",
    short="Québec",
    capital=("QUÉBEC", "QUÉBEC CITY"),
    langs="fr",
    cities="Gatineau, Saguenay, Sherbrooke, Rimouski, Drummondville, Longueuil, Laval, Granby",
)
PROVINCES = (
    QUEBEC,
    province(
        "ON",
        ("Ontario", "Ontario"),
        of="de l'Ontario",
        short="l'Ontario",
        capital=("TORONTO", "TORONTO"),
        langs="en",
        cities="Sudbury, Kingston, Thunder Bay, Windsor, Hamilton, Timmins, Barrie, Guelph",
    ),
    province(
        "AB",
        ("Alberta", "Alberta"),
        of="de l'Alberta",
        short="l'Alberta",
        capital=("EDMONTON", "EDMONTON"),
        langs="en",
        cities="Calgary, Lethbridge, Red Deer, Medicine Hat, Fort McMurray, Airdrie, Camrose",
    ),
    province(
        "NB",
        ("Nouveau-Brunswick", "New Brunswick"),
        of="du Nouveau-Brunswick",
        short="le Nouveau-Brunswick",
        capital=("FREDERICTON", "FREDERICTON"),
        langs="en fr",
        cities="Moncton, Saint John, Bathurst, Edmundston, Miramichi, Dieppe, Campbellton",
    ),
    province(
        "MB",
        ("Manitoba", "Manitoba"),
        of="du Manitoba",
        short="le Manitoba",
        capital=("WINNIPEG", "WINNIPEG"),
        langs="en",
        cities="Winnipeg, Brandon, Steinbach, Thompson, Dauphin, Selkirk, Morden",
    ),
    province(
        "BC",
        ("Colombie-Britannique", "British Columbia"),
        of="de la Colombie-Britannique",
        short="la Colombie-Britannique",
        capital=("VICTORIA", "VICTORIA"),
        langs="en",
        cities="Kelowna, Nanaimo, Prince George, Kamloops, Surrey, Vernon, Terrace",
    ),
    province(
        "NS",
        ("Nouvelle-Écosse", "Nova Scotia"),
        of="de la Nouvelle-Écosse",
        short="la Nouvelle-Écosse",
        capital=("HALIFAX", "HALIFAX"),
        langs="en",
        cities="Halifax, Sydney, Truro, Yarmouth, New Glasgow, Amherst, Antigonish",
    ),
)


def city_payer(city: str, home: Payer) -> Payer:
    """Make a city that pays, in the language of its province."""
    langs = ("fr",) if home is QUEBEC else ("en",)
    key = city.lower().replace(" ", "-")
    return Payer(
        key=key,
        level="municipal",
        region=home.region,
        name=city,
        en_name=city,
        of=None,
        short=city,
        en_short=city,
        capital=(city.upper(), city.upper()),
        langs=langs,
    )


def voice_of(payer: Payer, portfolio: Portfolio) -> Body:
    """Give the body that speaks for a payer: a federal department, a ministry, a city."""
    if payer.level == "federal":
        names = portfolio.department
    elif payer is QUEBEC:
        names = (f"Ministère {portfolio.of}", f"Ministry of {portfolio.en} of Quebec")
    elif payer.of:
        names = (f"Gouvernement {payer.of}", f"Government of {payer.en_name}")
    else:
        names = (f"Ville {de(payer.name)}", f"City of {payer.en_name}")
    return Body(
        id=f"gov-{payer.key}",
        name={"fr": names[0], "en": names[1]},
        kind="government",
        level=payer.level,
        region=payer.region,
    )


def police_of(home: Payer) -> Body:
    """Give the police service of a province."""
    own = {
        "qc": ("Sûreté du Québec", "Sûreté du Québec"),
        "on": ("Police provinciale de l'Ontario", "Ontario Provincial Police"),
    }
    fr, en = own.get(home.key, ("Gendarmerie royale du Canada", "Royal Canadian Mounted Police"))
    level = "provincial" if home.key in own else "federal"
    region = home.region if home.key in own else "CA"
    return Body(id=f"police-{home.key}", name={"fr": fr, "en": en}, kind="police", level=level, region=region)


PAPERS = (
    ("fr", "Le Relais du matin"),
    ("fr", "L'Observateur des rives"),
    ("fr", "La Voix des collines"),
    ("fr", "Info-Vallée"),
    ("en", "The Morning Meridian"),
    ("en", "Valley Standard"),
    ("en", "The Harbour Observer"),
    ("en", "Junction Weekly"),
)


def papers_of(home: Payer) -> tuple[tuple[str, Body], ...]:
    """Give the newspapers of a province, each with its language: the home language mostly."""
    wanted = {"qc": (0, 1, 2, 3, 4), "nb": (0, 1, 4, 5, 6)}.get(home.key, (0, 4, 5, 6, 7))
    return tuple((PAPERS[number][0], paper(number, home)) for number in wanted)


def paper(number: int, home: Payer) -> Body:
    name = PAPERS[number][1]
    return Body(
        id=f"paper-{number}-{home.key}",
        name={"fr": name, "en": name},
        kind="news",
        level="provincial",
        region=home.region,
    )
