from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from balises.decisions.rules import ObjectionState, Outcome, ProposalState
from balises.organisations.scoping import ScopedModel
from balises.register.rules import Status


class Proposal(ScopedModel):
    """A text submitted to the consent of the deciding body."""

    organisation_path = "process__organisation"

    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="proposals")
    source = models.ForeignKey("trace.Node", models.PROTECT, related_name="+")  # what it comes from
    use = models.ForeignKey("register.AIUse", models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(_("titre"), max_length=200)
    state = models.CharField(max_length=20, default=ProposalState.CLARIFYING)
    opened_on = models.DateField()

    class Meta:
        ordering = ("-pk",)
        constraints: ClassVar = [
            CheckConstraint(condition=Q(state__in=list(ProposalState)), name="proposal_state_is_known"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("decisions:proposal", args=[self.process.organisation.slug, self.pk])


class Wording(ScopedModel):
    """One state of the proposal's text: the first, then each amendment. Insert only."""

    is_sealed = True
    organisation_path = "proposal__process__organisation"

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="wordings")
    number = models.PositiveIntegerField()
    text = models.TextField(_("texte"), max_length=3000)
    on = models.DateField()

    class Meta:
        ordering = ("number",)
        constraints: ClassVar = [UniqueConstraint(fields=["proposal", "number"], name="one_wording_per_number")]

    def __str__(self) -> str:
        return self.text[:60]


class Clarification(ScopedModel):
    """A question asked to understand, and its answer."""

    organisation_path = "proposal__process__organisation"

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="clarifications")
    question = models.CharField(_("question"), max_length=500)
    answer = models.TextField(_("réponse"), max_length=1500, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.question


class Objection(ScopedModel):
    """A risk seen for the mission or for those who must live with the decision, said by a seat."""

    organisation_path = "proposal__process__organisation"

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="objections")
    seat = models.ForeignKey("processes.Seat", models.PROTECT, related_name="+", verbose_name=_("siège"))
    text = models.TextField(_("objection"), max_length=1500)
    state = models.CharField(max_length=20, default=ObjectionState.RAISED)
    what_it_changed = models.TextField(_("ce qu’elle a changé"), max_length=1500, blank=True)
    dissent = models.TextField(_("opinion minoritaire"), max_length=1500, blank=True)  # in the seat's own words
    dissent_consented_on = models.DateField(null=True, blank=True)  # the day the seat agreed to see it printed

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            CheckConstraint(condition=Q(state__in=list(ObjectionState)), name="objection_state_is_known"),
            CheckConstraint(
                condition=Q(dissent="", dissent_consented_on__isnull=True)
                | (~Q(dissent="") & Q(dissent_consented_on__isnull=False, state=ObjectionState.MAINTAINED)),
                name="dissent_has_its_consent",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Decision(ScopedModel):
    """What was decided, by whom, why, against which dissent, until when. Insert only."""

    is_sealed = True
    organisation_path = "proposal__process__organisation"

    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=20)
    status = models.CharField(max_length=30, blank=True)  # pronounced of the use, where there is one
    text = models.TextField()
    body_name = models.CharField(max_length=200)
    reasons = models.TextField()
    dissent = models.JSONField()  # [{"seat": …, "text": …, "consented_on": …}] in their authors' words
    decided_on = models.DateField()
    review_on = models.DateField()
    node = models.OneToOneField("trace.Node", models.PROTECT, related_name="+")
    record = models.JSONField()  # everything the digest covers: see rules.canonical
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("-decided_on", "-pk")
        constraints: ClassVar = [
            CheckConstraint(condition=Q(outcome__in=list(Outcome)), name="decision_outcome_is_known"),
            CheckConstraint(condition=Q(status__in=["", *Status]), name="decision_status_is_known"),
            CheckConstraint(condition=~Q(reasons=""), name="decision_has_reasons"),
            CheckConstraint(condition=Q(review_on__gt=models.F("decided_on")), name="decision_is_reviewed_later"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        return self.proposal.get_absolute_url()
