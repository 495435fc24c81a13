"""The first page of the demonstration: a role in one click, and ten steps."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from balises.organisations.models import Member, Organisation
from balises.organisations.roles import Role
from balises.organisations.scoping import organisation_scope
from balises.shared.http import activity_token
from balises.site.demonstration import words
from balises.site.demonstration.door import SEAT
from balises.site.demonstration.waiting import Waiting, waiting

OPEN_TO_ALL = ""  # the step asks for no role


@dataclass(frozen=True)
class RoleChoice:
    role: str
    label: str
    sees: str


@dataclass(frozen=True)
class Way:
    label: str
    url: str


@dataclass(frozen=True)
class Step:
    title: str
    sentence: str
    role: str  # the one the click takes; none where anyone may come
    who: str
    act: Way
    more: tuple[Way, ...] = ()


@dataclass(frozen=True)
class GuidePage:
    organisation: Organisation
    enter_url: str
    activity: str
    roles: tuple[RoleChoice, ...]
    public: RoleChoice
    public_url: str
    steps: tuple[Step, ...]


def guide_page() -> GuidePage:
    organisation = Organisation.objects.get(slug=words.SLUG)
    with organisation_scope(organisation.pk):
        functions = dict(Member.objects.order_by("-pk").values_list("role", "function"))
        found = waiting(organisation)
    enter_url = reverse("enter_demonstration")
    return GuidePage(
        organisation=organisation,
        enter_url=enter_url,
        activity=activity_token(enter_url),
        roles=_roles(functions),
        public=RoleChoice(OPEN_TO_ALL, _("Public"), _("lit le registre, la charte, le cours ; vient aux rencontres")),
        public_url=reverse("register:public", args=[organisation.slug]),
        steps=(*_listening_steps(found), *_deciding_steps(found), *_sharing_steps(found)),
    )


def _roles(functions: dict[str, str]) -> tuple[RoleChoice, ...]:
    sees = {
        Role.LEAD: (_("Pilote"), _("conduit la démarche, lit les cartes, écrit la charte")),
        Role.FACILITATOR: (_("Animatrice"), _("ouvre les récoltes et les votes, ne lit aucune carte")),
        Role.ASSESSOR: (_("Évaluateur"), _("regarde un usage avec la grille, d’abord à l’abri des autres avis")),
        Role.GUARANTOR: (_("Garante"), _("vérifie que les promesses tiennent, sans lire une réponse")),
        Role.OBSERVER: (_("Observateur"), _("suit la démarche, ne change rien")),
    }
    held = tuple(
        RoleChoice(role, label, _("%(function)s : %(sees)s") % {"function": functions.get(role, ""), "sees": what})
        for role, (label, what) in sees.items()
    )
    link = _("tient son siège par un lien, sans compte ni adresse électronique")
    return (*held, RoleChoice(SEAT, _("Personne accompagnée"), link))


def _listening_steps(found: Waiting) -> tuple[Step, ...]:
    return (
        Step(
            _("Lire la route"),
            _("Une démarche tient sur une page : ce qui est fait, ce qui est en cours, ce qui reste."),
            Role.OBSERVER,
            _("Observateur"),
            Way(_("Lire la démarche"), found.process),
        ),
        Step(
            _("Écrire une carte anonyme"),
            _("Avec le code %(code)s, trois minutes suffisent pour dire un usage, sans compte ni cookie.")
            % {"code": found.card_code},
            OPEN_TO_ALL,
            _("Toute personne de terrain"),
            Way(_("Écrire une carte"), found.card),
        ),
        Step(
            _("Clore la récolte"),
            _("Personne ne lit une carte avant la clôture ; ensuite, l’urne est détruite et les cartes se lisent."),
            Role.LEAD,
            _("Pilote"),
            Way(_("Aller à la récolte"), found.harvest),
        ),
        Step(
            _("Rédiger un usage"),
            _("À partir des cartes qui se ressemblent, on décrit un usage, sans dire qui l’a confié."),
            Role.LEAD,
            _("Pilote"),
            Way(_("Lire les cartes"), found.cards),
        ),
        Step(
            _("Regarder un usage avec la grille"),
            _("Chaque siège répond seul, puis toutes les réponses se découvrent ensemble."),
            Role.ASSESSOR,
            _("Évaluateur"),
            Way(_("Ouvrir la grille"), found.grid),
        ),
    )


def _deciding_steps(found: Waiting) -> tuple[Step, ...]:
    return (
        Step(
            _("Voter, énoncé par énoncé"),
            _("D’accord, pas d’accord, je passe : le résultat se montre à la clôture, jamais avant."),
            OPEN_TO_ALL,
            _("Toute personne du collectif"),
            Way(_("Prendre part"), found.vote),
        ),
        Step(
            _("Objecter, reformuler, décider"),
            _("Une proposition avance par ses objections ; la décision garde ses raisons et l’opinion minoritaire."),
            Role.LEAD,
            _("Pilote"),
            Way(_("Aller à la proposition"), found.proposal),
        ),
        Step(
            _("Remonter le fil d’un article"),
            _("L’article 1 de la charte dit d’où il vient, jusqu’aux premières cartes, et ce qu’il est devenu."),
            Role.OBSERVER,
            _("Observateur"),
            Way(_("Suivre le fil de l’article 1"), found.thread),
            (Way(_("La charte en vigueur"), found.charter),),
        ),
    )


def _sharing_steps(found: Waiting) -> tuple[Step, ...]:
    return (
        Step(
            _("Lire la fiche publique"),
            _("Le registre dit à chacun ce qui est fait, comment refuser, à qui parler ; le cours cite l’article."),
            OPEN_TO_ALL,
            _("Public"),
            Way(_("Lire la fiche"), found.entry),
            (Way(_("Ses données (JSON)"), found.entry_data), Way(_("Le module qui cite l’article"), found.module)),
        ),
        Step(
            _("Se réunir, et repartir"),
            _("On s’inscrit à la rencontre par un lien ; une conclusion restée ouverte a lancé la suite."),
            OPEN_TO_ALL,
            _("Public"),
            Way(_("Voir la prochaine rencontre"), found.meeting),
            (Way(_("La conclusion restée ouverte"), found.conclusion),),
        ),
    )
