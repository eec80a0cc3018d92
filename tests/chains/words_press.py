"""How newspapers word it: their own headlines, rounder figures, less of where the money comes from."""

from tests.chains.words_gov import Wordings

PRESS_TITLES: Wordings = {
    "pledge": (
        ("{Short} débloque {round} pour {to}", "{Short} puts up {round} to {to}"),
        ("{head} : {short} sort {round}", "{head}: {Short} pledges {round}"),
        ("{round} pour {to}", "{round} promised to {to}"),
    ),
    "envelope": (
        ("{Short} débloque {round} pour {to}", "{Short} to spend {round} to {to}"),
        ("{head} : {a_scheme} de {round}", "{head}: {Short} rolls out {round} plan"),
        ("{Short} dévoile son plan pour {to}", "Here is how {short} plans to {to}"),
    ),
    "part": (
        ("{city} : {round} pour {to}", "{city} gets {round} to {to}"),
        ("{Payee} {obtient} {round}", "{Payee} {gets} {round} from {short}"),
        ("{round} {to_payee}", "{round} for {payee}"),
        ("{Short} donne {round} {to_payee}", "{Short} gives {round} to {payee}"),
        ("{city} : {round} de plus pour {to}", "{round} more to {to} in {city}"),
    ),
    "joint": (
        ("{Shorts} versent {round} {to_payee}", "{Shorts} commit {round} to {payee}"),
        ("{round} pour {to}", "{round} to {to} in {city}"),
        ("{Payee} {obtient} {round}", "{Payee} {gets} {round}"),
    ),
    "larger": (
        ("{Short} investit {round} pour {to}", "{Short} spending {round} to {to}"),
        ("{head} : {round} de plus", "{head}: {round} from {short}"),
    ),
    "again": (
        ("{Payee} : {round} de {short}", "{Payee}: {round} from {short}"),
        ("{round} {to_payee}", "{round} for {payee}"),
    ),
    "raised": (
        ("{Short} gonfle {the_scheme} à {round}", "{Short} boosts {scheme} to {round}"),
        ("{head} : le plan passe à {round}", "{head}: plan grows to {round}"),
    ),
    "topped-up": (
        ("{Short} rajoute {round} pour {to}", "{Short} adds {round} to {to}"),
        ("{head} : {round} de plus", "{head}: {round} more"),
    ),
}
PRESS_TITLES["addition"] = PRESS_TITLES["part"]

PRESS_LEADS: Wordings = {
    "pledge": (
        (
            "{Gov} consacrera {round}{years} pour {to}, a annoncé {day} {minister}.",
            "{Gov} will spend {round}{years} to {to}, {minister} said {day}.",
        ),
        ("{Short} promet {round}{years} pour {to}.", "{Short} is promising {round}{years} to {to}."),
    ),
    "envelope": (
        (
            "{Gov} investira {round}{years} pour {to}, a annoncé {day} {minister}, en présentant {the_scheme}.",
            "{Gov} will invest {round}{years} to {to}, {minister} said {day} while presenting the {scheme}.",
        ),
        (
            "{Short} a présenté {day} {a_scheme} de {round} pour {to}. {The_scheme} compte {n} mesures.",
            "{Short} on {day} presented {a_scheme} worth {round} to {to}. The {scheme} has {n} measures.",
        ),
    ),
    "part": (
        (
            "{Payee} {obtient} {round} {of_gov} pour {use}.",
            "{Payee} {gets} {round} from {gov} to {use}.",
        ),
        (
            "{Short} versera {round}{years} {to_payee} afin de {use}, a-t-on appris {day}.",
            "{Short} will give {payee} {round}{years} to {use}, it was announced {day}.",
        ),
        (
            "{city} – Une aide de {round} permettra {to_payee} de {use}, a annoncé {day} {minister}.",
            "{city} - Funding of {round} will help {payee} {use}, {minister} announced {day}.",
        ),
    ),
    "joint": (
        (
            "{Payee} {obtient} {round}{years} de {short1} et de {short2} pour {use}.",
            "{Payee} {gets} {round}{years} from {short1} and {short2} to {use}.",
        ),
        (
            "{Short1} et {short2} ont annoncé {day} un investissement commun de {round} {to_payee}.",
            "{Short1} and {short2} announced {day} a joint investment of {round} in {payee}.",
        ),
    ),
    "larger": (
        (
            "{Gov} a annoncé {day} {round} pour {to}, dont une partie ira {to_payee}.",
            "{Gov} announced {round} {day} to {to}, some of it for {payee}.",
        ),
        (
            "{Short} investit {round} pour {to}. {Payee} et {other} vont se partager la somme.",
            "{Short} is investing {round} to {to}. {Payee} and {other} will share the money.",
        ),
    ),
    "again": (
        (
            "{Payee} {obtient} {round} {of_gov} pour {use}. L'annonce avait déjà été faite {when}.",
            "{Payee} {gets} {round} from {gov} to {use}. The money was already announced {when}.",
        ),
        (
            "{Minister} est venu{e} rappeler {day} l'aide de {round} {to_payee}.",
            "{Minister} came {day} to tout {round} for {payee}.",
        ),
    ),
    "raised": (
        (
            "{Short} porte {the_scheme} de {old_round} à {round}, a indiqué {day} {minister}.",
            "{Short} is raising the {scheme} from {old_round} to {round}, {minister} said {day}.",
        ),
    ),
    "topped-up": (
        (
            "{Gov} ajoute {round} {to_scheme} pour {to}, a indiqué {day} {minister}.",
            "{Gov} is adding {round} to the {scheme} to {to}, {minister} said {day}.",
        ),
    ),
}
PRESS_LEADS["addition"] = PRESS_LEADS["part"]

PRESS_DRAWS = (
    ("La somme provient {of_scheme}.", "The money comes from the {scheme}."),
    ("L'aide s'inscrit dans {the_scheme}.", "The funding is part of the {scheme}."),
)
