"""What was proposed and pronounced, what is known, who answers for what, where it comes from, how it was made."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balises.decisions.queries import SealedDecision
from balises.dossiers.queries.report.material import VOICES, Material, is_short, paragraphs
from balises.dossiers.rules import Block, Item, Listing, Paragraph, Quote, Section, Table, Tone
from balises.register import queries as register
from balises.register.queries import RouteBox, state_mark
from balises.shared.wording import count_words, day, on_day


def pronounced(found: Material) -> Section:
    blocks = (
        Paragraph(found.gates.proposal, is_brief=True),
        Paragraph(found.gates.ceiling, tone=Tone.ASIDE),
        Paragraph(_status(found), is_brief=True),
        *(Paragraph(_asked_again(sentence), is_brief=True) for sentence in found.requests),
        *(
            Paragraph(_("Une proposition attend l’instance : « %(title)s ».") % {"title": each.title})
            for each in found.proposals
        ),
    )
    inner = tuple(_decision(each, is_latest=place == 0) for place, each in enumerate(found.decisions))
    return Section("prononce", _("Ce que les règles proposent, ce que l’instance a prononcé"), blocks, inner)


def _status(found: Material) -> str:
    use = found.use
    if use.pronounced_on is None:
        return _("L’instance ne s’est pas encore prononcée.")
    facts = {"status": state_mark(use.status).label, "day": on_day(use.pronounced_on), "body": use.pronounced_by}
    return _("Statut prononcé %(day)s par l’instance « %(body)s » : %(status)s.") % facts


def _asked_again(sentence: str) -> str:
    """That it was asked, and by which seat; why is for the members, on the page of the use."""
    return _("%(asked)s L’instance ne s’est pas encore prononcée de nouveau.") % {"asked": sentence}


def _decision(sealed: SealedDecision, *, is_latest: bool) -> Section:
    decision = sealed.decision
    facts = {
        "outcome": sealed.outcome,
        "day": on_day(decision.decided_on),
        "body": decision.body_name,
        "review": on_day(decision.review_on),
    }
    told = _("%(outcome)s %(day)s par l’instance « %(body)s », à revoir avant %(review)s.") % facts
    text = Quote(paragraphs(decision.text), decision.body_name, is_brief=is_latest and is_short(decision.text))
    blocks: tuple[Block, ...] = (
        Paragraph(told, tone=Tone.ASIDE, is_brief=is_latest),
        text,
        *_reasons(decision.reasons, is_brief=is_latest),
        *_dissent(sealed, is_brief=is_latest),
    )
    title = _("La décision « %(title)s »") % {"title": decision.proposal.title}
    return Section(f"decision-{decision.pk}", title, blocks)


def _reasons(reasons: str, *, is_brief: bool) -> Iterator[Paragraph]:
    for place, text in enumerate(paragraphs(reasons)):
        lead = _("Ses raisons :") if place == 0 else ""
        yield Paragraph(text, lead=lead, is_brief=is_brief and is_short(reasons))


def _dissent(sealed: SealedDecision, *, is_brief: bool) -> Iterator[Quote]:
    for place, said in enumerate(sealed.decision.dissent):
        author = _("Opinion minoritaire, siège « %(seat)s »") % {"seat": said["seat"]}
        yield Quote(paragraphs(said["text"]), author, is_brief=is_brief and place < VOICES and is_short(said["text"]))


def known(found: Material) -> Section:
    use, told = found.use, register.told_facts(found.use)
    described = (
        (_("Finalité"), use.purpose),
        (_("Genre d’outil"), use.tool),
        (_("Fournisseur"), use.provider),
        (_("Informations confiées à l’outil"), use.information),
        (_("Personnes concernées"), use.people_concerned),
        (_("Visibilité"), register.visibility_label(use.visibility)),
        (_("Où il a été repéré"), use.spotted),
    )
    rows = tuple((label, " ".join(paragraphs(words))) for label, words in described if words)
    blocks = [Table(_("Sa description"), (_("Ce que l’on décrit"), _("Ce qui en est dit")), rows)]
    if told:
        blocks.append(Table(_("Ses faits, un par un"), (_("Le fait"), _("La réponse")), told))
    return Section("faits", _("Ce qu’est cet usage"), tuple(blocks), (_route(found.gates.route),))


def _route(route: RouteBox) -> Section:
    from_day = _("Ces obligations s’appliquent à partir du %(day)s.")
    dated = (Paragraph(from_day % {"day": day(route.from_date)}),) if route.from_date else ()
    steps = tuple((step.title, f"{step.reason} {step.doubt}".strip()) for step in route.steps)
    blocks = (
        Paragraph(route.meaning, lead=f"{route.label}."),
        *dated,
        *_list(_("Ce qui reste incertain :"), route.doubts),
        *_list(_("Ce qui lèverait le doute :"), route.settles),
        Table(_("Pas à pas"), (_("Ce que l’on regarde"), _("Ce que l’on trouve")), steps),
        Paragraph(_("Une lecture proposée, qui ne remplace pas un conseil juridique."), tone=Tone.ASIDE),
    )
    return Section("reglement", _("Au regard du règlement européen sur l’IA"), blocks)


def _list(lead: str, texts: tuple[str, ...]) -> tuple[Paragraph | Listing, ...]:
    return (Paragraph("", lead=lead), Listing(tuple(Item("", text) for text in texts))) if texts else ()


def duties(found: Material) -> Section:
    rows = tuple((what, day(on), who) for on, what, who in sorted(_due(found)))
    headers = (_("Quoi"), _("Pour quand"), _("Qui en répond"))
    nothing = Paragraph(_("Aucune date n’est encore écrite."))
    dated = Table(_("Ce qui est dû, par date"), headers, rows)
    blocks = (*_review(found), dated if rows else nothing, _answers(found))
    return Section("devoirs", _("Qui répond de quoi, et pour quand"), blocks)


def _review(found: Material) -> tuple[Paragraph, ...]:
    use = found.use
    if use.review_on is None:
        return ()
    facts = {"day": on_day(use.review_on), "owner": use.owner or _("à nommer")}
    told = _("%(day)s au plus tard. Fonction responsable : %(owner)s.") % facts
    return (Paragraph(told, lead=_("Réexamen de l’usage :")),)


def _due(found: Material) -> Iterator[tuple[date, str, str]]:
    use, nobody = found.use, _("À nommer")
    for (on, title, owner), count in _framed(found).items():
        gates = ngettext("%(title)s (une porte)", "%(title)s (%(count)s portes)", count)
        yield on, gates % {"title": title, "count": count_words(count)}, owner
    if use.review_on:
        yield use.review_on, _("Réexaminer l’usage"), use.owner or nobody
    for sealed in found.decisions:
        title = _("Revoir la décision « %(title)s »") % {"title": sealed.decision.proposal.title}
        yield sealed.decision.review_on, title, sealed.decision.body_name


def _framed(found: Material) -> Counter[tuple[date, str, str]]:
    """The open gates that someone answers for: those that ask the same for the same day are told once."""
    return Counter(
        (row.gate.due_on, row.title, row.gate.owner)
        for row in found.gates.open_gates
        if row.is_framed and row.gate.due_on
    )


def _answers(found: Material) -> Table:
    use, missing = found.use, _("Pas encore écrit")
    rows = (
        (_("Fonction responsable"), use.owner),
        (_("Contact humain"), use.human_contact),
        (_("Comment refuser"), use.how_to_refuse),
        (_("Comment contester"), use.how_to_contest),
    )
    told = tuple((label, " ".join(paragraphs(words)) or missing) for label, words in rows)
    return Table(_("À qui s’adresser"), (_("Ce que l’on cherche"), _("Ce qui est prévu")), told)


def thread(found: Material) -> Section:
    rows = tuple((step.title, step.kind_label, day(step.on)) for step in found.thread)
    table = Table(_("Le fil, dans l’ordre de la chaîne"), (_("Titre"), _("Ce que c’est"), _("Quand")), rows)
    return Section("fil", _("D’où cela vient, ce que c’est devenu"), (table,))


def method(found: Material) -> Section:
    look = found.look
    blocks = (
        Paragraph(
            _(
                "Aucune majorité, aucune moyenne, aucun total : rien ne s’additionne dans ce rapport, et il ne "
                "donne pas de note. Les règles proposent ; l’instance nommée dans le mandat se "
                "prononce, jamais plus favorablement qu’une porte ouverte ne le permet."
            ),
            is_brief=True,
        ),
        Paragraph(
            _(
                "« On ne sait pas » est une réponse entière, jamais un point au milieu : "
                "elle ne contredit personne et appelle une recherche."
            ),
        ),
        *_how(found),
    )
    edition = (
        (Paragraph(look.edition, lead=_("Édition :")), Paragraph(look.edition_digest, tone=Tone.DIGEST)) if look else ()
    )
    return Section("methode", _("Comment ce rapport est fait"), (*blocks, *edition))


def _how(found: Material) -> Iterator[Paragraph]:
    if found.look is None:
        return
    yield Paragraph(
        _(
            "Chaque siège a répondu seul, sans voir les autres. Les réponses ont été mises côte à côte une "
            "fois remises ; une réponse remise ne change plus. Un seul siège suffit à ouvrir une porte."
        )
    )
    yield Paragraph(
        _(
            "Ce rapport est écrit pour qui n’était pas à cette table. Il dit l’écart, jamais qui a répondu quoi, "
            "ni pourquoi : à trois ou quatre personnes, si les réponses s’écartent ; à partir de cinq, "
            "de quelle réponse à quelle autre ; à moins de trois, rien que les questions soulevées."
        )
    )
    yield Paragraph(
        _("La grille est une proposition à éprouver. Son empreinte SHA-256 la désigne sans doute possible.")
    )


def said_when(found: Material) -> str:
    invented = _("Organisation inventée, pour la démonstration.")
    told = _("%(organisation)s. Rapport établi %(day)s.") % {
        "organisation": found.use.organisation.name,
        "day": on_day(found.on),
    }
    return f"{told} {invented}" if found.use.organisation.is_invented else told
