from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from balises.organisations.scoping import ScopedModel
from balises.processes.rules import QuestionOrigin, QuestionState, SeatKind


class Process(ScopedModel):
    """A collective process: its mandate, its seats, its phases, its one agenda of open questions."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="processes")
    title = models.CharField(_("titre"), max_length=200)
    mandate = models.TextField(_("mandat"), max_length=3000)
    deciding_body = models.CharField(_("instance qui décide"), max_length=200)
    staff_opinion = models.TextField(_("avis des représentants du personnel"), max_length=3000, blank=True)
    staff_opinion_on = models.DateField(_("date de cet avis"), null=True, blank=True)
    edition = models.CharField(max_length=120)  # the ready process it started from, such as process:trois-mois@1
    starts_on = models.DateField(_("début"))

    class Meta:
        ordering = ("-starts_on", "-pk")
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(staff_opinion="", staff_opinion_on__isnull=True)
                | (~Q(staff_opinion="") & Q(staff_opinion_on__isnull=False)),
                name="staff_opinion_has_its_date",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("dossiers:process", args=[self.organisation.slug, self.pk])


class Phase(ScopedModel):
    """One of the six phases, with its dates. Its state is derived from what exists, never stored."""

    organisation_path = "process__organisation"

    process = models.ForeignKey(Process, models.CASCADE, related_name="phases")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    purpose = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ("number",)
        constraints: ClassVar = [
            UniqueConstraint(fields=["process", "number"], name="one_phase_per_number"),
            CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="phase_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return self.title


class Seat(ScopedModel):
    """A place in the collective. Sealed texts name it, never the person who sits in it."""

    organisation_path = "process__organisation"

    process = models.ForeignKey(Process, models.CASCADE, related_name="seats")
    kind = models.CharField(_("siège"), max_length=30)
    label = models.CharField(_("intitulé"), max_length=120)
    member = models.ForeignKey(
        "organisations.Member", models.SET_NULL, null=True, blank=True, related_name="seats", verbose_name=_("membre")
    )
    link_digest = models.CharField(max_length=64, blank=True)  # of the link that stands for an account
    preparation = models.CharField(_("préparation"), max_length=300, blank=True)
    companion = models.CharField(_("accompagnement"), max_length=300, blank=True)
    compensation = models.CharField(_("indemnisation"), max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            CheckConstraint(condition=Q(kind__in=list(SeatKind)), name="seat_kind_is_known"),
            CheckConstraint(condition=Q(member__isnull=True) | Q(link_digest=""), name="seat_is_held_one_way"),
            UniqueConstraint(fields=["process", "member"], name="one_seat_per_member"),
            UniqueConstraint(fields=["link_digest"], condition=~Q(link_digest=""), name="one_seat_per_link"),
        ]

    def __str__(self) -> str:
        return self.label


class OpenQuestion(ScopedModel):
    """A question on the process's one agenda."""

    organisation_path = "process__organisation"

    process = models.ForeignKey(Process, models.CASCADE, related_name="open_questions")
    text = models.CharField(_("question"), max_length=300)
    origin = models.CharField(max_length=20)
    state = models.CharField(max_length=20, default=QuestionState.OPEN)
    node = models.ForeignKey("trace.Node", models.PROTECT, related_name="+")
    raised_on = models.DateField()

    class Meta:
        ordering = ("state", "pk")
        constraints: ClassVar = [
            CheckConstraint(condition=Q(state__in=list(QuestionState)), name="question_state_is_known"),
            CheckConstraint(condition=Q(origin__in=list(QuestionOrigin)), name="question_origin_is_known"),
            UniqueConstraint(fields=["process", "node"], name="one_question_per_node"),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        agenda = reverse("processes:agenda", args=[self.process.organisation.slug, self.process_id])
        return f"{agenda}#question-{self.pk}"
