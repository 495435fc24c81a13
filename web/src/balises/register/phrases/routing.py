"""The words of a route: what each class means, what each step looks at, what it found, what stays unsure."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from balises.register.phrases.practices import PRACTICES as _PRACTICES
from balises.register.rules import AiAct
from balises.register.rules.routing import PRACTICES as _LETTERS

AI_ACT_LABELS = {
    AiAct.PROHIBITED: _("Pratique interdite"),
    AiAct.HIGH_RISK: _("Haut risque"),
    AiAct.UNCERTAIN: _("Classement incertain"),
    AiAct.TRANSPARENCY: _("Devoir d’informer"),
    AiAct.MINIMAL: _("Aucune obligation propre à cette classe"),
    AiAct.OUTSIDE: _("Hors du règlement européen sur l’IA"),
}

AI_ACT_MEANINGS = {
    AiAct.PROHIBITED: _(
        "L’article 5 l’interdit. Ni un accord ni un document ne lève une interdiction : la cause doit disparaître."
    ),
    AiAct.HIGH_RISK: _("L’annexe III le nomme : contrôle humain, traces, information des personnes et de l’équipe."),
    AiAct.UNCERTAIN: _(
        "Il manque une réponse, ou le texte laisse un doute. Tant qu’il dure, l’usage n’est pas tenu pour anodin."
    ),
    AiAct.TRANSPARENCY: _("Les personnes doivent savoir qu’elles ont affaire à une machine, ou à un contenu fabriqué."),
    AiAct.MINIMAL: _(
        "Le règlement n’y ajoute que la formation de celles et ceux qui s’en servent. "
        "La protection des données, le secret et le droit du travail s’appliquent en entier."
    ),
    AiAct.OUTSIDE: _("Ce règlement ne s’applique pas. La grille et les autres textes restent à regarder."),
}

STEP_TITLES: Mapping[str, Promise] = {
    "scope": _("Le droit de l’Union européenne s’applique-t-il ici ?"),
    "infers": _("Est-ce un système d’IA : calcule-t-il son résultat d’après des exemples (article 3) ?"),
    **{f"art5.{letter}": _PRACTICES[fact].label for letter, fact, _since in _LETTERS},
    "deployer": _("Une organisation s’en sert-elle dans son activité (articles 2 et 3) ?"),
    "annex3": _("L’annexe III le nomme-t-elle ?"),
    "filter": _("Est-ce une tâche étroite, qui ne pèse pas sur la décision (article 6, paragraphe 3) ?"),
    "art50.1": _("Des personnes échangent-elles directement avec l’outil (article 50, paragraphe 1) ?"),
    "art50.3": _(
        "Reconnaît-il des émotions ou range-t-il des personnes d’après leur corps (article 50, paragraphe 3) ?"
    ),
    "art50.4.image": _(
        "Fabrique-t-il des images ou des voix que l’on prendrait pour vraies (article 50, paragraphe 4) ?"
    ),
    "art50.4.text": _("Publie-t-on, sans relecture, un texte pour informer le public (article 50, paragraphe 4) ?"),
}

_NOT_KNOWN = _("On ne sait pas encore. Tant que la question reste ouverte, le classement peut changer.")

REASONS: Mapping[str, Promise] = {
    "scope.yes": _("Oui : le règlement européen sur l’IA s’applique dans ce pays."),
    "scope.no": _("Non : ce pays n’applique pas le règlement européen sur l’IA."),
    "infers.yes": _("Oui : le résultat est calculé ou généré d’après des exemples."),
    "infers.no": _(
        "Non : des règles fixes, écrites par des personnes, ne font pas un système d’IA au sens du règlement."
    ),
    **{f"art5.{letter}.yes": _("Oui : l’article 5 nomme cette pratique.") for letter, _fact, _since in _LETTERS},
    **{f"art5.{letter}.no": _("Non : rien de tel n’a été signalé.") for letter, _fact, _since in _LETTERS},
    "deployer.yes": _("Oui : les obligations de qui se sert d’un système d’IA dans son activité sont à regarder."),
    "deployer.no": _(
        "Non : la personne s’en sert pour elle-même. Ces obligations ne pèsent pas sur elle ; "
        "l’organisation lui doit une aide, pas un contrôle."
    ),
    "annex3.yes": _("Oui : l’usage tombe sous un point de l’annexe III."),
    "annex3.no": _("Non : aucun point de l’annexe III n’a été retenu."),
    "filter.yes": _(
        "Oui : la tâche est étroite, ne profile personne et ne propose aucune décision. Le haut risque est écarté."
    ),
    "filter.no": _("Non : il y a profilage, ou le résultat pèse sur la décision. Le haut risque demeure."),
    "art50.1.yes": _("Oui : les personnes doivent être prévenues dès le premier échange, d’une façon accessible."),
    "art50.1.no": _("Non : quelqu’un reste l’interlocuteur."),
    "art50.3.yes": _("Oui : les personnes exposées doivent être prévenues."),
    "art50.3.no": _("Non."),
    "art50.4.image.yes": _("Oui : le contenu doit être présenté comme fabriqué."),
    "art50.4.image.no": _("Non."),
    "art50.4.text.yes": _("Oui : le texte doit dire qu’il est généré, sauf si une personne le relit et en répond."),
    "art50.4.text.no": _("Non : une personne relit et répond du texte, ou rien n’est publié."),
    **{f"{code}.unknown": _NOT_KNOWN for code in STEP_TITLES},
}

DOUBTS: Mapping[str, Promise] = {
    "output_used_in_the_union": _(
        "Le règlement peut tout de même s’appliquer si le résultat sert dans l’Union européenne : à vérifier."
    ),
    "practice_without_inference": _(
        "L’article 5 parle de systèmes d’IA. Si l’outil n’applique que des règles fixes, d’autres "
        "textes peuvent l’interdire : "
        "à faire lire par une ou un juriste avant de continuer."
    ),
    "child_protection_is_not_listed": _(
        "L’annexe III ne nomme pas la protection de l’enfance. L’absence de classe ne dit rien de la gravité : "
        "la grille entière s’impose."
    ),
    "in_the_name_of_an_authority": _(
        "Ce point parle d’une autorité ou de qui agit en son nom. Une organisation privée peut être concernée "
        "par un mandat ou une délégation : à faire préciser."
    ),
    "filter_is_to_be_documented": _(
        "C’est au fournisseur d’écrire pourquoi le haut risque est écarté. Demandez-lui ce document."
    ),
}
