"""What the invented association wrote. No word is put in a service user's mouth; no real person, no real place."""

from datetime import date

from balises.cards.rules import CardContent
from balises.library.rules import Effect
from balises.register.rules import AnswerFacts, GainFacts, GainKind, Hold, UseFacts, Visibility

NAME, SLUG = "Association Les Deux Rives", "les-deux-rives"
LEAD_EMAIL = "pilote@deux-rives.invalid"
TITLE = "Ce que nous faisons de l’IA, et ce que nous n’en ferons pas"
MANDATE = (
    "Le bureau demande au collectif de regarder les usages de l’IA déjà là, ceux que l’on dit et ceux que l’on tait, "
    "puis de proposer une charte. Ce qui est dit dans les récoltes est anonyme ; rien n’y sera reproché à personne."
)
BODY = "Le collectif de la démarche, puis le bureau"
OPINION = "Avis favorable à la démarche, à condition qu’aucun essai ne commence avant une nouvelle consultation."

CARDS = (
    CardContent(
        Visibility.HIDDEN,
        "Reformuler une note avant de l’envoyer, parce que j’ai peur de mes fautes.",
        "Un assistant en ligne, gratuit",
        "Le texte de la note, sans les noms",
        "Je gagne du temps et je relis mieux.",
        "Savoir si j’ai le droit.",
    ),
    CardContent(
        Visibility.HIDDEN,
        "Faire un premier jet du rapport de fin de mesure.",
        "Un assistant en ligne, gratuit",
        "Le déroulé de la mesure, raconté de mémoire",
        "Le plan vient plus vite, mais ce n’est pas ma manière d’écrire.",
        "Une règle claire.",
    ),
    CardContent(
        Visibility.EMBEDDED,
        "Le traitement de texte propose de réécrire mes phrases.",
        "Une fonction arrivée avec la mise à jour",
        "Ce que je suis en train d’écrire",
        "Je ne sais pas où part le texte.",
        "Qu’on nous dise ce qui est activé.",
    ),
    CardContent(
        Visibility.TOLERATED,
        "Traduire un échange à l’accueil quand l’interprète n’est pas libre.",
        "Une application de traduction sur un téléphone",
        "Ce que la personne dit",
        "On se comprend un peu ; je doute pour ce qui est grave.",
        "Un interprète par téléphone, vite.",
    ),
    CardContent(
        Visibility.UPSTREAM,
        "Un courrier d’un autre organisme parle d’un calcul automatique que je ne peux pas expliquer.",
        "Le système d’un autre organisme",
        "Le dossier de la personne, chez eux",
        "Je passe du temps à chercher un humain à qui parler.",
        "Un contact.",
    ),
    CardContent(
        Visibility.CARRIED,
        "La personne que j’accompagne arrive avec une lettre écrite avec une IA.",
        "Un assistant sur son téléphone",
        "",
        "La lettre est bien tournée ; il a fallu vérifier les articles de loi cités.",
        "Savoir l’aider à garder la main.",
    ),
    CardContent(
        Visibility.HIDDEN,
        "Résumer un long compte rendu de réunion.",
        "Un assistant en ligne, gratuit",
        "Le compte rendu entier",
        "Je lis plus vite, je rate parfois une nuance.",
        "",
    ),
    CardContent(
        Visibility.HIDDEN,
        "Chercher des formulations moins dures pour un courrier.",
        "Un assistant en ligne, gratuit",
        "Le courrier, sans les noms",
        "Le ton est meilleur.",
        "",
    ),
)

REWRITE = UseFacts(
    "Reformuler un écrit professionnel",
    "Rendre une note ou un courrier plus clair, sans en changer le sens.",
    "Assistant de rédaction en ligne",
    "Le texte de l’écrit ; parfois de quoi reconnaître une personne.",
    "Les personnes accompagnées, leurs proches, l’auteur de l’écrit",
    Visibility.HIDDEN,
)
TRANSLATE = UseFacts(
    "Traduire un échange à l’accueil",
    "Se comprendre quand l’interprète n’est pas disponible.",
    "Application de traduction sur téléphone",
    "Ce que dit la personne, parfois son récit.",
    "Les personnes qui ne parlent pas français",
    Visibility.TOLERATED,
)
SUGGEST = UseFacts(
    "Phrases proposées par le traitement de texte",
    "Aucune n’a été choisie : la fonction est arrivée avec une mise à jour.",
    "Fonction embarquée dans un logiciel de bureau",
    "Tout ce qui est écrit dans le document ouvert.",
    "Les salariés, les personnes citées dans les documents",
    Visibility.EMBEDDED,
)

STATEMENTS = (
    "On peut se faire aider pour écrire, si l’on relit et signe soi-même.",
    "Aucun nom, aucune situation reconnaissable ne doit entrer dans un outil grand public.",
    "Il faut dire à la personne qu’un outil a servi à préparer un écrit qui la concerne.",
)
DILEMMAS = ("dil-01", "dil-05", "dil-06", "dil-17", "dil-20", "dil-22")
VOTES = (  # one letter for each voter: agree, disagree, pass; the statements above, then the dilemmas
    "aaaaaaapaaaap aaaaaaadaaaaa",
    "aaaaaaaaaaaaa aaaaaaaaaaaaa",
    "aaaaaapaaaaaa aadaapaaadapa",
    "ddddpddddddpd aaaaaapaaaada",
    "dddddddadddpd aapaaaaaaadaa",
    "aaaaaaaaapaaa ddddadddpdddd",
    "aaaaapaaaaaaa aaaaaaaaapaaa",
    "dddpdddddpddd aaadaaapaaada",
    "aaaaaaapaaaaa dddaddddadppd",
)

EVIDENCE_TITLE = "La phrase dite à l’accueil"
EVIDENCE_NAME = "phrase.txt"
EVIDENCE = "Je me suis aidé d’un outil pour écrire, et j’ai tout relu. Cela se dit à l’oral ; rien n’est écrit encore."
TOGETHER = "Cela se dit à l’accueil, pas avant chaque écrit. Nous y reviendrons au réexamen."
MINORITY = (
    "Dit une fois à l’accueil, ce n’est pas prévenu. Tant que ce n’est pas redit avant chaque écrit, je réponds non."
)
ARTICLE_TITLE = "Écrire avec un outil, signer de sa main"
ARTICLE_FIRST = "On peut se faire aider d’un outil pour reformuler un écrit. On le relit avant de le signer."
ARTICLE_TEXT = (
    "On peut se faire aider d’un outil pour reformuler un écrit. Rien n’y entre qui permette de reconnaître une "
    "personne, même par recoupement. Qui signe a relu, corrigé, et répond de chaque phrase. Le temps de cette "
    "relecture est compté."
)
REASONS = (
    "La récolte montre que l’usage existe et se cache. L’interdire le cacherait davantage ; le laisser sans règle "
    "exposerait les personnes. La délibération rassemble sur la relecture et sur le secret."
)
OBJECTION = "Relire sans temps pour relire est une fiction."
OBJECTION_CHANGED = "La dernière phrase de l’article."
DISSENT = "Un écrit maladroit mais entièrement de la main de son auteur garde une valeur que ce texte ne dit pas."

CLOSINGS = {  # what was done, what shows it
    Effect.DPIA: (
        "L’analyse d’impact a été faite avec la déléguée à la protection des données ; aucun nom n’entre dans l’outil.",
        "Analyse d’impact, version 1, classeur de la démarche",
    ),
    Effect.NOTICE: (
        "Une phrase prévient les personnes, à l’accueil et au premier rendez-vous.",
        "Affiche de l’accueil et modèle de courrier",
    ),
    Effect.STAFF_CONSULTATION: (
        "Les représentants du personnel ont donné leur avis avant l’essai.",
        "Compte rendu de la réunion du comité",
    ),
    Effect.DELIBERATION: (
        "Le collectif en a délibéré ; le résultat est au fil de cette fiche.",
        "Délibération « Se faire aider pour écrire »",
    ),
}

HUMAN_CONTACT = "Le secrétariat de l’association, sur place ou par téléphone, du lundi au vendredi."
HOW_TO_REFUSE = "Dites-le à la personne qui vous accompagne : l’écrit sera fait sans outil, dans le même délai."
HOW_TO_CONTEST = "Écrivez à l’association. Cette demande n’interrompt aucun délai de recours."
ENTRY_OWNER = "La cheffe de service insertion"
PREAMBLE = "Cette charte dit ce que nous faisons des outils d’IA, et ce que nous n’en ferons pas."
OPEN_CONCLUSION = "Faut-il prévenir chaque personne quand un outil a servi à préparer un écrit ?"
AGREED_CONCLUSION = "Le temps de relecture est inscrit dans les plannings."
NEXT_HARVEST = "Ce que les personnes savent de nos écrits"
WAITING_HARVEST = "Les outils arrivés sans prévenir"
WAITING_PROPOSAL = "Éteindre ce que personne n’a choisi"
WAITING_QUESTION = "Peut-on traduire un récit par une application quand l’interprète n’est pas libre ?"


def answers(*, review_on: date) -> AnswerFacts:
    return AnswerFacts(ENTRY_OWNER, HUMAN_CONTACT, HOW_TO_REFUSE, HOW_TO_CONTEST, review_on)


def gains(*, on: date) -> tuple[GainFacts, ...]:
    """One promised, one observed: neither changes a gate."""
    return (
        GainFacts(
            GainKind.PROMISED, "Une heure d’écriture de moins par semaine.", "La plaquette de l’outil", True, "", "", on
        ),
        GainFacts(
            GainKind.OBSERVED,
            "Les écrits partent plus tôt ; la relecture prend presque tout le temps gagné.",
            "Le collectif de la démarche",
            False,
            "Chacun a noté pendant deux semaines le temps d’écriture et de relecture.",
            "Une équipe de douze personnes, sur des écrits sans enjeu de protection.",
            on,
        ),
    )


KNOCKS = {
    "st-01": (Hold.HOLDS, "On écrit à la main, comme avant. Les contacts sont dans le carnet de permanence.", ""),
    "st-03": (
        Hold.BENDS,
        "On s’en apercevrait à la relecture, en quelques jours.",
        "Dix situations inventées, refaites à chaque changement de version",
    ),
    "st-05": (
        Hold.BREAKS,
        "Une seule personne sait régler l’outil, et elle part en juin.",
        "Deux personnes qui savent, en permanence",
    ),
}

# Another invented association, that has the same tool and let its analysis out.
ELSEWHERE = "Maison des Passerelles"
ELSEWHERE_USE = "Mettre au propre un écrit avant de l’envoyer"
ELSEWHERE_TOOL = "assistant d’écriture, modèle de langage"
ELSEWHERE_SEATS = (
    "Éducatrices et éducateurs",
    "Chefferie de service",
    "Direction",
    "Conseil des personnes accompagnées",
    "Représentants du personnel",
)
ELSEWHERE_WHY = "On le dit à la personne, mais pas toujours avant d’écrire."
ELSEWHERE_OPINION = "Le dire après, c’est trop tard : le texte est déjà parti."
ELSEWHERE_GATE = "Les personnes sont prévenues avant que le texte soit confié à l’outil."
