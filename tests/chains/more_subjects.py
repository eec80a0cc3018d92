"""More of what the money is for."""

from tests.chains.subjects import FRIENDSHIP, POLICE, SUBJECTS, TOWN, UNIVERSITY, Subject, feminine, group, masculine

MORE = (
    Subject(
        key="mental-health",
        portfolio="health",
        head=("Santé mentale des jeunes", "Youth mental health"),
        to=("améliorer l'accès aux soins en santé mentale", "improve access to mental health care"),
        about=("en santé mentale", "Mental Health"),
        uses=(
            ("ouvrir une clinique sans rendez-vous pour les 12 à 25 ans", "open a walk-in clinic for youth"),
            ("embaucher vingt psychologues", "hire twenty psychologists"),
        ),
        recipients=(UNIVERSITY, group("organismes communautaires {de}{city}", "community organizations in {city}")),
        scale=(50, 400),
    ),
    Subject(
        key="human-trafficking",
        portfolio="public-safety",
        head=("Traite de personnes", "Human trafficking"),
        to=("lutter contre la traite de personnes", "fight human trafficking"),
        about=("contre la traite de personnes", "Human Trafficking"),
        uses=(
            ("offrir un hébergement sécuritaire aux survivantes", "provide safe housing for survivors"),
            ("mettre en place une équipe d'enquête spécialisée", "set up a dedicated investigative team"),
        ),
        recipients=(POLICE, feminine("Maison des survivantes {de}{city}", "the {city} Survivors' House")),
        scale=(25, 150),
        offence=("Traite de personnes", "human trafficking"),
        unit=("les équipes de lutte contre le proxénétisme", "anti-trafficking units"),
    ),
    Subject(
        key="school-repairs",
        portfolio="education",
        head=("Réfection des écoles", "School repairs"),
        to=("rénover les écoles vétustes", "repair aging schools"),
        about=("pour la réfection des écoles", "School Renewal"),
        uses=(
            ("refaire la ventilation de neuf écoles", "upgrade ventilation in nine schools"),
            ("remplacer des toitures et des fenêtres", "replace roofs and windows"),
        ),
        recipients=(
            masculine("Centre de services scolaire {de}{city}", "{city} School Division"),
            group("écoles primaires {de}{city}", "elementary schools in {city}"),
        ),
        scale=(150, 950),
    ),
    Subject(
        key="food-banks",
        portfolio="social",
        head=("Aide alimentaire", "Food banks"),
        to=("soutenir les banques alimentaires", "support food banks"),
        about=("en aide alimentaire", "Food Security"),
        uses=(
            ("acheter des camions réfrigérés", "buy refrigerated trucks"),
            ("distribuer 900 000 repas", "distribute 900,000 meals"),
        ),
        recipients=(
            feminine("Moisson {de}{city}", "the {city} Food Bank"),
            group("comptoirs alimentaires {de}{city}", "food pantries in {city}"),
            FRIENDSHIP,
        ),
        scale=(15, 120),
    ),
    Subject(
        key="electric-buses",
        portfolio="transport",
        head=("Transport collectif", "Public transit"),
        to=("électrifier les parcs d'autobus", "electrify bus fleets"),
        about=("pour l'électrification des autobus", "Transit Electrification"),
        uses=(
            ("acheter 30 autobus électriques", "buy 30 electric buses"),
            ("aménager un garage et ses bornes de recharge", "build a garage with charging stations"),
        ),
        recipients=(
            feminine("Société de transport {de}{city}", "{city} Transit"),
            TOWN,
        ),
        scale=(100, 900),
    ),
    Subject(
        key="opioids",
        portfolio="health",
        head=("Surdoses", "Overdose crisis"),
        to=("prévenir les surdoses d'opioïdes", "prevent opioid overdoses"),
        about=("en prévention des surdoses", "Overdose Prevention"),
        uses=(
            ("ouvrir un centre de prévention des surdoses", "open a supervised consumption site"),
            ("créer 45 places de désintoxication", "create 45 detox beds"),
        ),
        recipients=(UNIVERSITY, group("cliniques communautaires {de}{city}", "community clinics in {city}")),
        scale=(30, 240),
    ),
    Subject(
        key="home-care",
        portfolio="health",
        head=("Soins à domicile", "Home care"),
        to=("aider les aînés à vivre chez eux", "help seniors live at home"),
        about=("en soins à domicile", "Home Care"),
        uses=(
            ("ajouter 80 000 heures de services", "add 80,000 hours of service"),
            ("recruter des préposés aux bénéficiaires", "recruit personal support workers"),
        ),
        recipients=(
            UNIVERSITY,
            feminine("Coopérative de soins {de}{city}", "the {city} Home Care Co-operative"),
        ),
        scale=(60, 600),
    ),
    Subject(
        key="auto-theft",
        portfolio="public-safety",
        head=("Vols de véhicules", "Auto theft"),
        to=("freiner les vols de véhicules", "crack down on auto theft"),
        about=("contre le vol de véhicules", "Auto Theft"),
        uses=(
            ("inspecter davantage de conteneurs", "inspect more shipping containers"),
            ("doter les patrouilles de lecteurs de plaques", "equip patrols with licence plate readers"),
        ),
        recipients=(POLICE, masculine("Port {de}{city}", "Port of {city}")),
        scale=(20, 130),
        offence=("Vols de véhicules", "auto theft"),
        unit=("les équipes de lutte contre le vol de véhicules", "auto theft teams"),
    ),
)
ALL_SUBJECTS = SUBJECTS + MORE
