"""What stands behind the first sentence: shares, where the money comes from, counts over years, closing words."""

from tests.chains.subjects import Both

Sentences = tuple[Both, ...]

SHARES: Sentences = (
    (
        "De ce montant, {p1} proviennent {of_gov1} et {p2}, {of_gov2}.",
        "Of this amount, {p1} comes from {gov1} and {p2} from {gov2}.",
    ),
    (
        "La contribution {of_gov1} s'élève à {p1} et celle {of_gov2}, à {p2}.",
        "{Gov1} is contributing {p1} and {gov2} is contributing {p2}.",
    ),
    ("{Gov1} y consacre {p1}, et {gov2}, {p2}.", "{Gov1} is investing {p1}, and {gov2}, {p2}."),
    (
        "La somme est partagée entre {gov1} ({p1}) et {gov2} ({p2}).",
        "The cost is shared between {gov1} ({p1}) and {gov2} ({p2}).",
    ),
)
ONLY_SHARES: Sentences = (
    (
        "{Gov1} versera {p1} et {gov2}, {p2}, {to_payee} pour {use}.",
        "{Gov1} will provide {p1} and {gov2} will provide {p2} to {payee} to {use}.",
    ),
    (
        "{Payee} {will} compter sur {p1} {of_gov1} et sur {p2} {of_gov2}{years} pour {use}.",
        "{Payee} will receive {p1} from {gov1} and {p2} from {gov2}{years} to {use}.",
    ),
)
DRAWS: Sentences = (
    (
        "Cette somme est tirée de l'enveloppe de {env} {of_scheme}.",
        "The funding is drawn from the {env} set aside under the {scheme}.",
    ),
    ("L'aide est accordée dans le cadre {of_scheme}.", "The funding is provided under the {scheme}."),
    (
        "Le financement provient {of_scheme}, {endowed} de {env}.",
        "Funding comes from the {scheme}, a {env} initiative.",
    ),
    (
        "Il s'agit d'une des mesures {of_scheme}, {unveiled} {when}.",
        "This is one of the measures in the {scheme}, launched {when}.",
    ),
    (
        "L'argent est puisé à même la somme de {env} annoncée {when} pour {to}.",
        "The money comes out of the {env} announced {when} to {to}.",
    ),
    (
        "Ce montant fait partie des {env} prévus {in_scheme}.",
        "This amount is part of the {env} provided through the {scheme}.",
    ),
)
ORPHAN: Sentences = DRAWS[:3]
COMPRISES: Sentences = (
    (
        "Cette somme comprend l'investissement de {part} annoncé {when}.",
        "This amount includes the {part} investment announced {when}.",
    ),
    ("Cette enveloppe inclut les {part} annoncés {when}.", "This envelope includes the {part} announced {when}."),
    (
        "Les {part} rendus publics {when} font partie de cette enveloppe.",
        "The {part} made public {when} is part of this funding.",
    ),
)
ADDS: Sentences = (
    (
        "Cette somme s'ajoute à l'enveloppe de {env} {of_scheme}, annoncée {when}.",
        "This is in addition to the {env} for the {scheme}, announced {when}.",
    ),
    (
        "Il s'agit d'argent neuf, en sus des {env} prévus {in_scheme}.",
        "This is new money, over and above the {env} provided through the {scheme}.",
    ),
    (
        "L'aide vient en complément {of_scheme}, dont le budget de {env} demeure inchangé.",
        "The funding comes on top of the {scheme}, whose {env} budget is unchanged.",
    ),
)
SHARE_DRAWS: Sentences = (
    (
        "La part {of_gov1} est puisée dans l'enveloppe {of_scheme}.",
        "{Gov1}'s share is drawn from the {scheme}.",
    ),
    (
        "La contribution {of_gov1} provient {of_scheme}, {endowed} de {env}.",
        "The contribution of {gov1} comes from the {env} {scheme}.",
    ),
)
CUMULATIVE = {
    1: (
        (
            "Depuis {since}, {unit} ont procédé à {c1} arrestations.",
            "Since {since}, {unit} have made {c1} arrests.",
        ),
        (
            "Rappelons que {unit} ont mené à {c1} arrestations depuis {since}.",
            "The work of {unit} has led to {c1} arrests since {since}.",
        ),
    ),
    2: (
        (
            "Depuis {since}, {unit} ont procédé à {c1} arrestations, auxquelles s'ajoutent {c2} arrestations des corps "
            "municipaux.",
            "Since {since}, {unit} have made {c1} arrests, in addition to {c2} arrests by municipal services.",
        ),
    ),
}
CLOSING: Sentences = (
    (
        "Les travaux commenceront au printemps.",
        "Work will begin in the spring.",
    ),
    (
        "« Ce projet répond à un besoin criant dans la région », a déclaré {minister}.",
        "“This project answers a pressing need in the region,” said {minister}.",
    ),
    ("D'autres annonces suivront dans les prochains mois.", "Further details will follow in the coming months."),
    (
        "La population de {city} en profitera directement.",
        "Residents of {city} will benefit directly.",
    ),
    ("", ""),
    ("", ""),
    ("", ""),
)
