"""What a minister answers for, in the names of both languages."""

from dataclasses import dataclass

from tests.chains.subjects import Both


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """A minister's field: behind *ministre* and *ministère*, before *Minister*, and the federal department."""

    of: str
    en: str
    department: Both
    is_feminine: bool


PORTFOLIOS = {
    "public-safety": Portfolio(
        of="de la Sécurité publique",
        en="Public Safety",
        department=("Sécurité publique Canada", "Public Safety Canada"),
        is_feminine=True,
    ),
    "women": Portfolio(
        of="de la Condition féminine",
        en="Women's Issues",
        department=("Femmes et Égalité des genres Canada", "Women and Gender Equality Canada"),
        is_feminine=True,
    ),
    "transport": Portfolio(
        of="des Transports",
        en="Transportation",
        department=("Transports Canada", "Transport Canada"),
        is_feminine=False,
    ),
    "housing": Portfolio(
        of="de l'Habitation",
        en="Housing",
        department=(
            "Logement, Infrastructures et Collectivités Canada",
            "Housing, Infrastructure and Communities Canada",
        ),
        is_feminine=True,
    ),
    "municipal": Portfolio(
        of="des Affaires municipales",
        en="Municipal Affairs",
        department=("Infrastructure Canada", "Infrastructure Canada"),
        is_feminine=False,
    ),
    "economy": Portfolio(
        of="de l'Économie",
        en="Economic Development",
        department=(
            "Innovation, Sciences et Développement économique Canada",
            "Innovation, Science and Economic Development Canada",
        ),
        is_feminine=False,
    ),
    "forests": Portfolio(
        of="des Ressources naturelles",
        en="Natural Resources",
        department=("Ressources naturelles Canada", "Natural Resources Canada"),
        is_feminine=True,
    ),
    "health": Portfolio(of="de la Santé", en="Health", department=("Santé Canada", "Health Canada"), is_feminine=False),
    "education": Portfolio(
        of="de l'Éducation",
        en="Education",
        department=("Emploi et Développement social Canada", "Employment and Social Development Canada"),
        is_feminine=True,
    ),
    "social": Portfolio(
        of="de la Solidarité sociale",
        en="Social Services",
        department=("Emploi et Développement social Canada", "Employment and Social Development Canada"),
        is_feminine=False,
    ),
}
