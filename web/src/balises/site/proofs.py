"""What is promised, the tests that hold it, what cannot be promised, and the last time it was all put to the proof."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

REPORTS = Path(__file__).resolve().parents[4] / "docs" / "reports"
REPORT_NAME = re.compile(r"prove-(\d{4}-\d{2}-\d{2}).*\.md")
LONGEST_REPORT = 12_000


@dataclass(frozen=True)
class Promise:
    title: str
    sentence: str
    tests: tuple[str, ...]
    not_yet: str = ""

    @property
    def files(self) -> tuple[PurePosixPath, ...]:
        return tuple(PurePosixPath(test) for test in self.tests)


@dataclass(frozen=True)
class Limit:
    title: str
    sentence: str


@dataclass(frozen=True)
class Report:
    on: date
    text: str


@dataclass(frozen=True)
class ProofsPage:
    promises: tuple[Promise, ...]
    limits: tuple[Limit, ...]
    report: Report | None


def proofs_page(reports: Path) -> ProofsPage:
    return ProofsPage(
        promises=(*_promises_to_people(), *_promises_about_results(), *_promises_about_texts(), *_promises_about_use()),
        limits=_limits(),
        report=last_report(reports),
    )


def last_report(folder: Path) -> Report | None:
    """The newest dated report that was written here, cut where it would weigh on the page."""
    dated = sorted((found[1], path) for path in folder.glob("*.md") if (found := REPORT_NAME.fullmatch(path.name)))
    if not dated:
        return None
    on, path = dated[-1]
    return Report(date.fromisoformat(on), path.read_text(encoding="utf-8")[:LONGEST_REPORT])


def _promises_to_people() -> tuple[Promise, ...]:
    return (
        Promise(
            _("Le jugement reste humain"),
            _(
                "Le logiciel ne note ni un usage ni une personne, et ne décide rien. Les règles proposent ; "
                "une instance nommée prononce, avec ses raisons, l’opinion minoritaire et une date de réexamen."
            ),
            (
                "web/tests/register/test_rules.py",
                "web/tests/assessments/test_rules.py",
                "web/tests/decisions/test_rules.py",
            ),
        ),
        Promise(
            _("Anonyme veut dire anonyme"),
            _(
                "Chaque réponse est scellée dès qu’elle arrive. Rien, dans la base, ses sauvegardes ou ses journaux, "
                "ne relie une carte à une personne, à une invitation, à un appareil ou à une heure. "
                "Un programme attaque une récolte "
                "entière avec tout ce qu’un hébergeur peut détenir, hors les clés : "
                "il ne doit pas faire mieux que le hasard."
            ),
            (
                "web/tests/adversary/test_cards.py",
                "web/tests/boxes/test_services_arriving.py",
                "web/tests/boxes/test_services_closing.py",
                "web/tests/faults/test_kills_while_closing.py",
            ),
        ),
    )


def _promises_about_results() -> tuple[Promise, ...]:
    return (
        Promise(
            _("Aucun petit nombre ne sort"),
            _(
                "Sous cinq réponses, l’urne est détruite sans être ouverte. De cinq à neuf réponses à un énoncé, une "
                "seule chose est dite : plus de la moitié est d’accord, plus de la moitié ne l’est pas, ou ni l’un ni "
                "l’autre. Au-dessus, un petit nombre devient une fourchette, ou se tait. Un même contrôle se tient "
                "devant chaque écran et chaque export. "
                "Un résultat est préparé une fois, à la clôture ; "
                "on ne peut pas le redemander autrement pour deviner le reste."
            ),
            (
                "engine/tests/test_disclosure.py",
                "engine/tests/test_disclosure_sealed.py",
                "engine/tests/properties/test_disclosure_properties.py",
            ),
        ),
        Promise(
            _("Le désaccord est gardé"),
            _(
                "Chaque siège regarde d’abord seul. Le rapport montre l’écart sur chaque critère, et les opinions "
                "minoritaires que leurs auteurs acceptent de voir imprimées ; aucune moyenne ne les recouvre."
            ),
            ("web/tests/assessments/test_services.py", "web/tests/decisions/test_services.py"),
        ),
    )


def _promises_about_texts() -> tuple[Promise, ...]:
    return (
        Promise(
            _("Scellé veut dire scellé"),
            _(
                "Ce qui a été adopté ou publié ne change plus : la base de données elle-même refuse. "
                "Un changement est une nouvelle version, qui nomme l’ancienne."
            ),
            (
                "web/tests/sealing/test_sealed_rows.py",
                "web/tests/shared/test_sealed_rows.py",
                "web/tests/architecture/test_sealed_models.py",
            ),
        ),
        Promise(
            _("Chaque organisation chez elle"),
            _(
                "Ce qui appartient à une organisation ne se rencontre nulle part ailleurs. Chaque adresse du site est "
                "essayée par chaque rôle, par un membre d’une autre organisation et par une personne inconnue."
            ),
            (
                "web/tests/access/test_isolation.py",
                "web/tests/access/test_matrix.py",
                "web/tests/organisations/test_scoping.py",
            ),
        ),
        Promise(
            _("Tout peut partir"),
            _("La charte, le registre, les décisions et les résultats sortent dans des formats ouverts."),
            (
                "web/tests/charters/test_formats.py",
                "web/tests/register/test_views.py",
                "web/tests/decisions/test_views.py",
                "web/tests/meetings/test_formats.py",
            ),
            _("Une organisation ne part pas encore en une seule archive."),
        ),
    )


def _promises_about_use() -> tuple[Promise, ...]:
    return (
        Promise(
            _("Sans JavaScript, sur un vieux téléphone, sur papier"),
            _(
                "L’histoire entière, de la première carte à l’exploration suivante, est jouée "
                "dans un vrai navigateur ; qui pilote, qui anime et la moitié des téléphones y sont sans JavaScript. "
                "Une réponse perdue par le réseau ou un serveur de courriel en panne ne font "
                "ni rien perdre, ni rien écrire deux fois."
            ),
            (
                "web/tests/journeys/test_the_whole_chain.py",
                "web/tests/journeys/test_the_ten_steps.py",
                "web/tests/journeys/test_an_answer_is_lost.py",
                "web/tests/journeys/test_the_mail_server_is_down.py",
            ),
        ),
        Promise(
            _("Sobre"),
            _(
                "Aucune requête vers un autre site, aucun cookie pour qui répond ou pour qui lit les pages publiques, "
                "des pages légères."
            ),
            ("web/tests/access/test_matrix.py", "web/tests/site/test_look.py", "web/tests/site/test_views.py"),
        ),
        Promise(
            _("Pour tout le monde"),
            _(
                "Les contrastes, les intitulés et les champs sont vérifiés par des programmes ; "
                "des parcours entiers se font au clavier seul."
            ),
            (
                "web/tests/site/test_look.py",
                "web/tests/journeys/test_pages.py",
                "web/tests/journeys/test_keyboard_only.py",
            ),
            _("Un programme ne suffit pas : aucun audit par des personnes concernées n’a encore eu lieu."),
        ),
    )


def _limits() -> tuple[Limit, ...]:
    """What no program of ours can promise, said as plainly as what it does."""
    return (
        Limit(
            _("Vous protéger de qui héberge, pendant la récolte"),
            _(
                "Jusqu’à la clôture, la personne qui tient à la fois le serveur et le fichier de clés pourrait "
                "modifier le programme ou lire sa mémoire."
            ),
        ),
        Limit(
            _("Vous protéger d’une copie de la machine entière"),
            _(
                "Une copie prise pendant la récolte, mémoire et clés comprises, permettrait d’ouvrir les enveloppes. "
                "Seul un secret partagé entre deux personnes l’empêcherait."
            ),
        ),
        Limit(
            _("Effacer toute trace physique"),
            _("Sur un disque SSD, ce qui est effacé peut rester un temps dans la mémoire du disque."),
        ),
        Limit(
            _("Vous protéger de toutes les autres personnes réunies"),
            _("Si toutes les autres disaient ce qu’elles ont répondu, ce qui reste serait votre réponse."),
        ),
        Limit(
            _("Cacher votre venue"),
            _(
                "Votre réseau voit que votre appareil a ouvert cette adresse et, sans JavaScript, "
                "à peu près combien vous avez écrit."
            ),
        ),
        Limit(
            _("Cacher votre manière d’écrire"),
            _(
                "Une tournure, un détail, une situation peuvent vous trahir auprès de qui vous connaît. Et une petite "
                "équipe, toujours la même, interrogée plusieurs fois, finit par se reconnaître."
            ),
        ),
        Limit(
            _("Retrouver une clé perdue"),
            _("Si les clés d’une urne sont perdues avant la clôture, ses réponses le sont aussi, pour tout le monde."),
        ),
    )
