from balises.charters import services
from balises.charters.models import Article, Charter, CharterVersion
from balises.charters.rules import ArticleText
from balises.decisions.models import Decision
from balises.organisations.models import Member, Organisation
from factories.decisions import make_decision

TEXTS = (
    ArticleText("Ce qui nous est confié reste ici", "Aucune information n’entre dans un compte personnel."),
    ArticleText("Une personne décide et signe", "Aucune décision n’est prise par un outil seul."),
)


def make_charter(organisation: Organisation, *, by: Member) -> Charter:
    """A blank draft."""
    return services.start_charter(organisation, title="Charte des usages de l’IA", with_model=False, by=by)


def make_article(
    charter: Charter, *, by: Member, text: ArticleText = TEXTS[0], decision: Decision | None = None
) -> Article:
    return services.add_article(charter, text=text, decision=decision, by=by)


def adopt(charter: Charter, *, by: Member) -> CharterVersion:
    """The draft adopted as it stands, under a decision of its own."""
    return services.adopt_charter(charter, decision=make_decision(charter.organisation, by=by), by=by)


def make_version(organisation: Organisation, *, by: Member) -> CharterVersion:
    """Version 1, with two articles."""
    charter = make_charter(organisation, by=by)
    for text in TEXTS:
        make_article(charter, by=by, text=text)
    return adopt(charter, by=by)
