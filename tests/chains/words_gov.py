"""How governments word it: titles and first sentences, each in French and in English.

Names in braces are filled by `filling`. A title may leave out the figure; the first sentence never does.
"""

from tests.chains.subjects import Both

Wordings = dict[str, tuple[Both, ...]]

GOV_TITLES: Wordings = {
    "pledge": (
        ("{head} : {sum} pour agir", "{head}: {sum} to take action"),
        ("{Gov} investit {sum} pour {to}", "{Name} invests {sum} to {to}"),
        ("{sum} pour {to}", "{sum} to {to}"),
        ("{head} – {name} annonce {sum}", "{Name} announces {sum} to {to}"),
    ),
    "envelope": (
        ("{scheme} : {sum} pour {to}", "{scheme}: {sum} to {to}"),
        ("{Name} lance {a_scheme} de {sum} pour {to}", "{Name} launches plan worth {sum} to {to}"),
        ("{head} – {gov} dévoile {the_scheme}", "{Name} unveils the {scheme}"),
        ("{head} : {a_scheme} {endowed} de {sum}", "{head}: {Gov} releases plan worth {sum}"),
        ("{sum} sur la table pour {to} : voici {the_scheme}", "Introducing the {scheme}: {sum} to {to}"),
    ),
    "part": (
        ("{head} : {sum} {to_payee}", "{head}: {sum} for {payee}"),
        ("{Name} accorde {sum} {to_payee}", "{Name} provides {sum} to {payee}"),
        ("{Gov} octroie {sum} {to_payee} pour {to}", "{Gov} awards {sum} to {payee} to {to}"),
        ("{Payee} {receives} {sum} pour {to}", "{Payee} {receives} {sum} to {to}"),
        ("{head} : {name} appuie {payee}", "{Name} supports {payee}"),
        ("Un soutien financier de {sum} {to_payee}", "{sum} in funding for {payee}"),
        ("{head} – {sum} pour {use}", "Investing {sum} to {use}"),
    ),
    "addition": (
        ("{head} : {sum} additionnels {to_payee}", "{head}: additional funding of {sum} for {payee}"),
        ("{Name} ajoute {sum} pour {to}", "{Name} adds {sum} to {to}"),
        ("{sum} supplémentaires {to_payee}", "New funding of {sum} for {payee}"),
        ("{Gov} octroie {sum} {to_payee}", "{Gov} awards {sum} to {payee}"),
    ),
    "joint": (
        ("{head} : {sum} {to_payee}", "{head}: {sum} for {payee}"),
        ("{Govs} investissent {sum} pour {to}", "{Govs} invest {sum} to {to}"),
        ("{Govs} unissent leurs efforts pour {to}", "{Govs} join forces to {to}"),
        ("{sum} {to_payee} pour {to}", "{sum} for {payee} to {to}"),
        ("{Payee} {receives} {sum} de deux gouvernements", "Two governments invest {sum} in {payee}"),
    ),
    "larger": (
        ("{Name} investit {sum} pour {to}", "{Name} invests {sum} to {to}"),
        ("{head} : {gov} annonce {sum}", "{Gov} announces {sum} to {to}"),
        ("{sum} pour {to} dans plusieurs collectivités", "{sum} to {to} in several communities"),
    ),
    "again": (
        ("{head} : {name} souligne l'octroi de {sum} {to_payee}", "{Name} highlights {sum} for {payee}"),
        ("{sum} {to_payee} : le projet va de l'avant", "Work gets underway: {sum} for {payee}"),
        ("{head} – {name} réitère son appui {to_payee}", "{Name} reaffirms its support for {payee}"),
    ),
    "raised": (
        ("{scheme} : l'enveloppe passe de {old} à {sum}", "{scheme} grows from {old} to {sum}"),
        ("{Name} porte à {sum} l'enveloppe {of_scheme}", "{Name} increases the {scheme} to {sum}"),
        ("{head} : {gov} bonifie {the_scheme}", "{Name} expands the {scheme}"),
    ),
    "topped-up": (
        ("{Name} ajoute {sum} {to_scheme}", "{Name} adds {sum} to the {scheme}"),
        ("{scheme} : {sum} de plus pour {to}", "{scheme}: {sum} more to {to}"),
    ),
}

GOV_LEADS: Wordings = {
    "pledge": (
        (
            "{Minister} annonce un investissement de {body}{years} pour {to}.",
            "{Minister} is announcing an investment of {body}{years} to {to}.",
        ),
        (
            "{Gov} consacrera {body}{years} afin de {to}. Cette somme permettra notamment de {use}.",
            "{Gov} will dedicate {body}{years} to {to}. The investment will help {use}.",
        ),
        (
            "Un montant de {body} est débloqué{years} pour {to}, a annoncé aujourd'hui {minister}.",
            "{Body} will be invested{years} to {to}, {minister} announced today.",
        ),
    ),
    "envelope": (
        (
            "{Minister} a dévoilé aujourd'hui {the_scheme}, {endowed} d'une enveloppe de {body}{years}, afin de {to}.",
            "{Minister} today unveiled the {scheme}, backed by {body}{years}, to {to}.",
        ),
        (
            "{Gov} annonce {a_scheme} de {body}{years} pour {to}. {The_scheme} compte {n} mesures.",
            "{Gov} is launching {a_scheme} worth {body}{years} to {to}. The {scheme} contains {n} actions.",
        ),
        (
            "Pour {to}, {gov} investira {body}{years} dans la mise en œuvre {of_scheme}.",
            "To {to}, {gov} will invest {body}{years} in the {scheme}.",
        ),
        (
            "{Minister} annonce un investissement de {body}{years} pour {to}. Cette enveloppe financera les {n} "
            "actions {of_scheme}, {unveiled} aujourd'hui.",
            "{Minister} announced an investment of {body}{years} to {to}. It will fund the {n} measures of the "
            "{scheme}, released today.",
        ),
        (
            "{The_scheme} est {unveiled}. {Gov} y consacre {body}{years}.",
            "The {scheme} is here. {Gov} is committing {body}{years} to it.",
        ),
    ),
    "part": (
        (
            "{Minister} annonce l'octroi de {body}{years} {to_payee} pour {use}.",
            "{Minister} announced {body}{years} for {payee} to {use}.",
        ),
        (
            "{Gov} accorde une aide financière de {body}{years} {to_payee} afin de {use}.",
            "{Gov} is providing {body}{years} to {payee} to {use}.",
        ),
        (
            "{Payee} {will} compter sur un soutien de {body}{years} {of_gov} pour {use}.",
            "{Payee} will receive {body}{years} from {gov} to {use}.",
        ),
        (
            "Une subvention de {body} est versée {to_payee} par {gov}. Elle permettra de {use}.",
            "A grant of {body} from {gov} will allow {payee} to {use}.",
        ),
        (
            "{Gov} investit {body}{years} pour {use}. La somme ira {to_payee}.",
            "{Gov} is investing {body}{years} to {use}. The funding goes to {payee}.",
        ),
    ),
    "joint": (
        (
            "{Govs} annoncent {body}{years} {to_payee} pour {to}.",
            "{Govs} are announcing {body}{years} for {payee} to {to}.",
        ),
        (
            "{Payee} {will} compter sur un appui de {body}{years} {of_govs} afin de {use}.",
            "{Payee} will receive {body}{years} from {govs} to {use}.",
        ),
        (
            "Un investissement conjoint de {body}{years} permettra {to_payee} de {use}.",
            "A joint investment of {body}{years} will allow {payee} to {use}.",
        ),
    ),
    "larger": (
        (
            "{Gov} investit {body} pour {to} : {p} {to_payee} en vertu de l'entente annoncée {when}, et {rest} "
            "{to_other}.",
            "{Gov} is investing {body} to {to}: {p} for {payee} under the agreement announced {when}, and {rest} for "
            "{other}.",
        ),
        (
            "{Minister} annonce {body} pour {to}, dont {p} {to_payee} dans le cadre de l'entente conclue {when}. "
            "{Other} {other_receives} le reste, soit {rest}.",
            "{Minister} announced {body} to {to}, including {p} for {payee} as part of the agreement reached {when}. "
            "The remaining {rest} goes to {other}.",
        ),
        (
            "{Gov} annonce {body} pour {to}. De cette somme, {p} vont {to_payee}, comme l'entente annoncée {when} le "
            "prévoyait; {rest} iront {to_other}.",
            "{Gov} announced {body} to {to}. Of this, {p} goes to {payee}, as set out in the agreement announced "
            "{when}; {rest} goes to {other}.",
        ),
    ),
    "again": (
        (
            "{Minister} a souligné aujourd'hui l'octroi de {body}{years} {to_payee}, annoncé {when}, pour {use}.",
            "{Minister} today highlighted {body}{years} for {payee}, announced {when}, to {use}.",
        ),
        (
            "{Gov} accorde {body}{years} {to_payee} pour {use}. Cette aide financière avait été annoncée {when}.",
            "{Gov} is providing {body}{years} to {payee} to {use}. This funding was first announced {when}.",
        ),
        (
            "Grâce à un investissement de {body} {of_gov}, {payee} {will} bientôt {use}. Il s'agit de la somme "
            "annoncée {when}.",
            "Thanks to {body} from {gov}, {payee} will soon {use}. This is the funding that was announced {when}.",
        ),
    ),
    "raised": (
        (
            "{Gov} bonifie {the_scheme} : son enveloppe est portée de {old} à {body}.",
            "{Gov} is expanding the {scheme}: its funding will grow from {old} to {body}.",
        ),
        (
            "{Minister} annonce que le budget {of_scheme}, {unveiled} {when}, passe de {old} à {body}.",
            "{Minister} announced that the budget of the {scheme}, launched {when}, is being raised from {old} to "
            "{body}.",
        ),
    ),
    "topped-up": (
        (
            "{Gov} injecte {body} de plus dans {the_scheme}, ce qui porte l'enveloppe totale de {old} à {new}.",
            "{Gov} is investing an additional {body} in the {scheme}, bringing its total funding from {old} to {new}.",
        ),
        (
            "{Minister} annonce une somme additionnelle de {body} pour {the_scheme}, {unveiled} {when}. Le total "
            "atteint désormais {new}.",
            "{Minister} announced an additional {body} for the {scheme}, launched {when}. Total funding now stands at "
            "{new}.",
        ),
    ),
}
GOV_LEADS["addition"] = GOV_LEADS["part"]
