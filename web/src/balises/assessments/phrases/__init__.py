from django.utils.translation import gettext_lazy as _

from balises.assessments.rules import Choice, Depth, RemarkKind, Sight, Spread
from balises.library.rules import Act, Effect
from balises.processes.rules import SeatKind
from balises.register.rules import GateState
from balises.shared.wording import Hinted

PHRASES = {
    "assessments.foreign_seat": _("L’un de ces sièges n’est pas de cette démarche. Choisissez parmi ceux de la liste."),
    "assessments.too_few_seats": _("Il faut au moins trois sièges : un regard seul ne montre aucun écart."),
    "assessments.no_service_user": _(
        "Il manque un siège de personne accompagnée. On ne regarde pas un usage sans celles et ceux qu’il touche."
    ),
    "assessments.already_open": _(
        "Une grille est déjà ouverte sur cet usage. Attendez sa mise en commun avant d’en ouvrir une autre."
    ),
    "assessments.seat_has_changed_hands": _(
        "Ce siège a changé de mains ou son lien a été remplacé. Demandez votre nouveau lien à la personne qui pilote."
    ),
    "assessments.already_handed_in": _("Cette grille est remise : rien n’y change plus."),
    "assessments.already_shared": _("La mise en commun a eu lieu : rien ne s’y ajoute plus."),
    "assessments.unknown_question": _("Cette question n’est pas dans cette grille. Revenez à la grille et reprenez."),
    "assessments.not_applicable_says_why": _("Dites en une phrase pourquoi la question est sans objet ici."),
    "assessments.questions_left": _("Il reste à répondre, question %(numbers)s. « On ne sait pas » est une réponse."),
    "assessments.nothing_to_share": _("Personne n’a encore remis sa grille : il n’y a rien à mettre en commun."),
    "assessments.nobody_to_write_to": _(
        "Aucun des sièges attendus n’a d’adresse ici : remettez les textes en main propre, ou par votre messagerie."
    ),
    "assessments.told_today": _("Ces sièges ont reçu leur lettre aujourd’hui. Vous pourrez la renvoyer demain."),
    "assessments.early_says_why": _("Dites pourquoi vous n’attendez pas les autres sièges."),
    "assessments.answered_on_paper": _(
        "Ce siège a répondu sur papier : ses réponses sont entrées par une autre personne. "
        "Pour répondre à l’écran, demandez d’abord que cette saisie soit effacée."
    ),
    "assessments.hand_in_yours_first": _(
        "Vous siégez aussi à cette grille. Remettez d’abord la vôtre : entrer un papier, c’est le lire."
    ),
    "assessments.entered_by_another": _(
        "Une autre personne entre déjà ce papier, et elle seule le lit. Pour reprendre sa place, effacez la saisie "
        "et recommencez depuis la feuille."
    ),
    "assessments.begun_on_screen": _(
        "Ce siège a commencé à l’écran, et personne ne lit son brouillon. Qu’il termine à l’écran, ou qu’il efface "
        "ses réponses et ses pièces avant que vous n’entriez son papier."
    ),
    "assessments.not_on_paper": _("Rien n’a été entré depuis un papier pour ce siège."),
    "assessments.not_shared_yet": _("Attendez la mise en commun : jusque-là, chacun répond seul."),
    "assessments.joint_says_why": _("Dites en une phrase ce qui vous fait répondre ainsi ensemble."),
    "assessments.nothing_to_take_back": _("Il n’y a rien à retirer ici."),
    "assessments.opinion_has_no_words": _("Écrivez ce que votre siège soutient."),
    "assessments.evidence_is_empty": _("Ce fichier est vide. Choisissez-en un autre."),
    "assessments.evidence_is_too_large": _(
        "Ce fichier dépasse cinq mégaoctets. Joignez-en un plus léger, ou seulement les pages utiles."
    ),
    "assessments.evidence_type_is_not_taken": _(
        "Ce fichier n’est d’aucune des sortes acceptées, ou il contient des macros : "
        "PDF, PNG, JPEG, ODT, DOCX, XLSX ou TXT."
    ),
    "assessments.evidence_lies": _(
        "Ce fichier se fait passer pour autre chose : son contenu est du %(found)s, "
        "son nom ou son type annoncé disent le contraire. Enregistrez-le de nouveau sous son vrai type."
    ),
    "assessments.evidence_link_is_not_https": _("Donnez une adresse complète qui commence par https://."),
    "assessments.evidence_is_one_thing": _("Joignez un fichier ou un lien : l’un des deux."),
    "assessments.too_much_evidence": _("Un siège joint %(most)s pièces au plus. Retirez-en une d’abord."),
    "assessments.already_erased": _("Cette pièce est déjà effacée."),
    "assessments.remark_says_something": _("Écrivez votre remarque : quelques mots suffisent."),
    "assessments.already_composing": _(
        "Une édition est déjà en chantier. Publiez-la ou abandonnez-la avant d’en commencer une autre."
    ),
    "assessments.unknown_grid": _("Cette grille n’est plus proposée. Choisissez l’une de celles de la liste."),
    "assessments.nothing_shared_yet": _("Rien ne sort avant la mise en commun : jusque-là, chacun répond seul."),
    "assessments.too_few_to_let_out": _(
        "Moins de trois personnes ont répondu : même l’écart dirait qui a répondu quoi. Cette analyse ne sort pas."
    ),
    "assessments.edition_names_us": _(
        "Cette analyse suit une édition de la grille qui vous est propre, et sa référence porte votre nom. "
        "Acceptez d’être nommés, ou gardez-la ici."
    ),
    "assessments.beside_waits": _(
        "Une grille est ouverte sur cet usage. Ce que d’autres ont répondu se lira de nouveau après sa mise en commun."
    ),
    "assessments.findings_are_too_big": _(
        "%(file)s : plus d’un mégaoctet. On attend le fichier d’une seule analyse, tel que Balises l’écrit."
    ),
    "assessments.findings_cannot_be_read": _(
        "« %(file)s » ne se lit pas comme du texte. On attend le fichier JSON d’une analyse, tel que Balises l’écrit."
    ),
    "assessments.findings_are_not_json": _(
        "« %(file)s », ligne %(line)s, caractère %(column)s : ce n’est plus du JSON. "
        "On attend le fichier d’une analyse, tel que Balises l’écrit."
    ),
    "assessments.findings_have_another_shape": _("« %(file)s », à « %(where)s » : on attend %(expected)s."),
    "assessments.findings_are_altered": _(
        "« %(file)s », à « digest » : l’empreinte écrite commence par %(said)s, celle du contenu par %(expected)s. "
        "Ce fichier a changé depuis qu’il est sorti : redemandez-le."
    ),
    "assessments.findings_of_unknown_edition": _(
        "« %(file)s », à « edition » : « %(said)s » n’est pas une édition que vous avez. On attend : %(expected)s."
    ),
    "assessments.findings_of_another_text": _(
        "« %(file)s », à « edition_digest » : leur texte de « %(edition)s » n’est pas le vôtre. "
        "On attend une empreinte qui commence par %(expected)s."
    ),
    "assessments.findings_say_twice": _(
        "« %(file)s », à « criteria, n° %(rank)s » : la question « %(code)s » y est déjà, au n° %(first)s. "
        "On attend une seule réponse par question."
    ),
    "assessments.findings_ask_elsewhere": _(
        "« %(file)s », à « criteria, n° %(rank)s » : « %(code)s » n’est pas un code de cette édition. "
        "On attend une question de « %(grid)s »."
    ),
    "assessments.findings_are_kept": _("Cette analyse est déjà gardée pour cet usage."),
    "assessments.nothing_in_common": _(
        "Aucune de leurs questions n’est dans votre grille : il n’y aurait rien à lire à côté des vôtres."
    ),
}
GATE_STATES = {
    GateState.OPEN: _("ouverte"),
    GateState.FRAMED: _("quelqu’un en répond"),
    GateState.CLOSED: _("fermée"),
}
UNNAMED = _("une autre organisation")
# What is expected of each kind of thing in a file of findings.
SHAPES = {
    "words": _("un texte"),
    "no_words": _("un texte qui n’est pas vide"),
    "short_words": _("un texte de %(longest)s caractères au plus"),
    "plain_words": _("ce que Balises y écrit, sans caractère invisible"),
    "one_of": _("l’un de ces mots : %(admitted)s"),
    "flag": _("« true » ou « false »"),
    "list": _("une liste, entre crochets"),
    "keys": _("des clés et leurs valeurs, entre accolades"),
    "day": _("un jour, comme 2027-03-31"),
    "key": _("la clé « %(key)s »"),
    "no_key": _("une des clés que Balises y écrit"),
    "digest": _("64 signes, des chiffres et des lettres de a à f"),
    "edition": _("une édition, comme framework:grille@1"),
    "other": _("ce que Balises y écrit"),
}

ANSWER_LABELS = {
    Choice.YES: _("Oui"),
    Choice.PARTLY: _("En partie"),
    Choice.NO: _("Non"),
    Choice.UNKNOWN: _("On ne sait pas"),
    Choice.NOT_APPLICABLE: _("Sans objet"),
}
ANSWER_CHOICES = [
    (Choice.YES, ANSWER_LABELS[Choice.YES]),
    (Choice.PARTLY, ANSWER_LABELS[Choice.PARTLY]),
    (Choice.NO, ANSWER_LABELS[Choice.NO]),
    (
        Choice.UNKNOWN,
        Hinted(ANSWER_LABELS[Choice.UNKNOWN], _("C’est une vraie réponse : elle ouvre une recherche.")),
    ),
    (
        Choice.NOT_APPLICABLE,
        Hinted(ANSWER_LABELS[Choice.NOT_APPLICABLE], _("Vous direz pourquoi en une phrase.")),
    ),
]

DEPTH_CHOICES = [
    (Depth.QUICK, Hinted(_("Le regard rapide"), _("Dix questions, une par dimension : dix à quinze minutes."))),
    (
        Depth.WHOLE,
        Hinted(_("La grille entière"), _("Toutes les questions : une heure ou plus, en plusieurs fois.")),
    ),
]
DEPTH_LABELS = {Depth.QUICK: _("regard rapide"), Depth.WHOLE: _("grille entière")}
MISSING_VOICES = {
    SeatKind.PRACTITIONER: _("le terrain"),
    SeatKind.MANAGEMENT: _("l’encadrement ou la direction"),
    SeatKind.SERVICE_USER: _("les personnes accompagnées"),
}

GAP_WORDS = {
    Spread.PARTED: _("Les réponses se contredisent"),
    Spread.NUANCED: _("Les réponses diffèrent sans se contredire"),
    Spread.UNSURE: _("Aucun écart entre les réponses données"),
    Spread.ALIKE: _("Aucun écart entre les réponses données"),
}
SIGHT_WORDS = {
    Sight.SEATS: "",
    Sight.RANGE: _("Qui a répondu quoi ne se lit que parmi les sièges interrogés."),
    Sight.GAP: _(
        "À moins de cinq réponses, une réponse désigne son auteur : hors des sièges interrogés, on lit l’écart, "
        "mais ni les réponses, ni qui les a données."
    ),
    Sight.NOTHING: _(
        "Trop peu de personnes ont répondu pour que l’écart lui-même se lise hors des sièges interrogés. "
        "Les questions à délibérer, elles, sont à tout le monde."
    ),
}

KIND_LABELS = {
    SeatKind.PRACTITIONER: _("Terrain"),
    SeatKind.MANAGEMENT: _("Encadrement"),
    SeatKind.DIRECTION: _("Direction"),
    SeatKind.SERVICE_USER: _("Personne accompagnée"),
    SeatKind.DATA_PROTECTION_OFFICER: _("Protection des données"),
    SeatKind.STAFF_REPRESENTATIVE: _("Représentants du personnel"),
}
SEAT_LETTERS = {
    SeatKind.PRACTITIONER: _("T"),
    SeatKind.MANAGEMENT: _("C"),
    SeatKind.DIRECTION: _("D"),
    SeatKind.SERVICE_USER: _("P"),
    SeatKind.DATA_PROTECTION_OFFICER: _("J"),
    SeatKind.STAFF_REPRESENTATIVE: _("S"),
}

REMARK_KINDS = {
    RemarkKind.UNCLEAR: _("On ne comprend pas ce qui est demandé"),
    RemarkKind.MISSING: _("Il manque quelque chose d’important"),
    RemarkKind.DOES_NOT_FIT: _("Cela ne correspond pas à notre travail, ou à ma vie"),
    RemarkKind.TOO_LONG: _("C’est trop long"),
    RemarkKind.FORGOTTEN_CASE: _("Une situation est oubliée"),
}
REMARK_CHOICES = list(REMARK_KINDS.items())
REMARK_SEATS = {
    SeatKind.PRACTITIONER: _("un siège de terrain"),
    SeatKind.MANAGEMENT: _("un siège d’encadrement"),
    SeatKind.DIRECTION: _("un siège de direction"),
    SeatKind.SERVICE_USER: _("un siège de personne accompagnée"),
    SeatKind.DATA_PROTECTION_OFFICER: _("le siège de la protection des données"),
    SeatKind.STAFF_REPRESENTATIVE: _("un siège de représentant du personnel"),
}
ACT_LABELS = {
    Act.KEEP: _("gardée"),
    Act.REWORD: _("redite autrement"),
    Act.DROP: _("retirée"),
    Act.ADD: _("ajoutée"),
}
ACT_CHOICES = [
    (
        Act.KEEP,
        Hinted(_("La garder telle quelle"), _("On dit pourquoi les remarques ne changent rien.")),
    ),
    (Act.REWORD, Hinted(_("La redire autrement"), _("Le sens reste, les mots changent. Elle garde son code."))),
    (Act.DROP, Hinted(_("La retirer"), _("Son code ne servira plus jamais à une autre question."))),
]

FINDINGS_TITLE = _("%(organisation)s : %(use)s")
LETTER_SUBJECT = _("Un siège est attendu : %(use)s")
NODE_TITLE = _("%(grid)s : %(use)s")
QUESTION_ABOUT_USE = _("%(question)s (Usage : %(use)s)")

# What a question that an organisation adds may set off: choices of the grid, the law has its own lines.
EFFECT_CHOICES = [
    ("", _("rien")),
    (Effect.CONDITION, _("une condition à tenir")),
    (Effect.INQUIRY, _("une recherche à mener")),
    (Effect.DELIBERATION, _("une délibération")),
    (Effect.NOTICE, _("une information des personnes")),
    (Effect.LIMIT, _("des conditions obligatoires")),
    (Effect.STOP, _("un arrêt")),
]
ADDED_ANSWERS = {
    Choice.NO: (_("Si l’on répond « non », cela ouvre"), _("Et cela demande (après un « non »)")),
    Choice.PARTLY: (_("Si l’on répond « en partie », cela ouvre"), _("Et cela demande (après un « en partie »)")),
    Choice.UNKNOWN: (_("Si l’on ne sait pas, cela ouvre"), _("Et cela demande (quand on ne sait pas)")),
}

FIELD_LABELS = {
    "question": _("La question"),
    "plain": _("En mots simples"),
    "why": _("Pourquoi cette question"),
    "guidance": _("Comment y répondre"),
}
