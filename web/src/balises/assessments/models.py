from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from balises.assessments.rules import AssessmentState, Choice, Depth, EvidenceKind, FindingsState, RemarkKind
from balises.library.rules import Act
from balises.organisations.scoping import ScopedModel
from balises.processes.rules import SeatKind


class Assessment(ScopedModel):
    """One AI use looked at with a frozen copy of an edition of the grid."""

    organisation_path = "use__organisation"

    use = models.ForeignKey("register.AIUse", models.PROTECT, related_name="assessments")
    edition = models.CharField(max_length=120)  # framework:quick-scan@1
    edition_digest = models.CharField(max_length=64)
    edition_body = models.JSONField()
    depth = models.CharField(max_length=10, default=Depth.QUICK)
    state = models.CharField(max_length=10, default=AssessmentState.OPEN)
    closing_reason = models.CharField(max_length=500, blank=True)  # where it was shared before all were in
    opened_on = models.DateField()
    shared_on = models.DateField(null=True, blank=True)
    node = models.OneToOneField("trace.Node", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-pk",)
        constraints: ClassVar = [
            CheckConstraint(condition=Q(state__in=list(AssessmentState)), name="assessment_state_is_known"),
            CheckConstraint(condition=Q(depth__in=list(Depth)), name="assessment_depth_is_known"),
        ]

    def __str__(self) -> str:
        return self.use.title

    def get_absolute_url(self) -> str:
        return reverse("assessments:assessment", args=[self.use.organisation.slug, self.pk])


class Assessor(ScopedModel):
    """A seat asked to fill this grid."""

    organisation_path = "assessment__use__organisation"

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="assessors")
    seat = models.ForeignKey("processes.Seat", models.PROTECT, related_name="+")
    holder = models.CharField(max_length=80, blank=True)  # whose draft it is: a seat may change hands meanwhile
    handed_in_on = models.DateField(null=True, blank=True)
    is_paper = models.BooleanField(default=False)  # answered on paper, entered by somebody else
    told_on = models.DateField(null=True, blank=True)  # the day the last letter left for whoever holds the seat

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [UniqueConstraint(fields=["assessment", "seat"], name="one_assessor_per_seat")]

    def __str__(self) -> str:
        return str(self.seat_id)


class Rating(ScopedModel):
    """What one assessor answers to one criterion."""

    organisation_path = "assessor__assessment__use__organisation"

    assessor = models.ForeignKey(Assessor, models.CASCADE, related_name="ratings")
    criterion = models.CharField(max_length=20)
    choice = models.CharField(max_length=20)
    justification = models.TextField(blank=True, max_length=1500)

    class Meta:
        ordering = ("criterion",)
        constraints: ClassVar = [
            CheckConstraint(condition=Q(choice__in=list(Choice)), name="rating_is_a_known_choice"),
            UniqueConstraint(fields=["assessor", "criterion"], name="one_rating_per_assessor_and_criterion"),
            CheckConstraint(
                condition=~Q(choice=Choice.NOT_APPLICABLE) | ~Q(justification=""), name="not_applicable_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.choice}"


class JointRating(ScopedModel):
    """What the panel says together of one criterion, after talking. The first ratings stay as they were."""

    organisation_path = "assessment__use__organisation"

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="joint_ratings")
    criterion = models.CharField(max_length=20)
    choice = models.CharField(max_length=20)
    justification = models.TextField(blank=True, max_length=1500)
    on = models.DateField()

    class Meta:
        ordering = ("criterion",)
        constraints: ClassVar = [
            CheckConstraint(condition=Q(choice__in=list(Choice)), name="joint_rating_is_a_known_choice"),
            UniqueConstraint(fields=["assessment", "criterion"], name="one_joint_rating_per_criterion"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.choice}"


class MinorityOpinion(ScopedModel):
    """What one seat holds against the others on a criterion, in its own words. Printed with its consent only."""

    organisation_path = "assessor__assessment__use__organisation"

    assessor = models.ForeignKey(Assessor, models.CASCADE, related_name="opinions")
    criterion = models.CharField(max_length=20)
    text = models.TextField(_("opinion minoritaire"), max_length=1500)
    consented_on = models.DateField(null=True, blank=True)  # nothing: it stays between the seats of the panel
    on = models.DateField()

    class Meta:
        ordering = ("criterion", "pk")
        constraints: ClassVar = [
            UniqueConstraint(fields=["assessor", "criterion"], name="one_opinion_per_seat_and_criterion"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Evidence(ScopedModel):
    """What shows an answer: a link, or a file. Once erased, its title and digest say that it was there."""

    organisation_path = "assessor__assessment__use__organisation"

    assessor = models.ForeignKey(Assessor, models.CASCADE, related_name="evidence")
    criterion = models.CharField(max_length=20)
    kind = models.CharField(max_length=10)
    title = models.CharField(_("titre"), max_length=200)
    address = models.URLField(_("adresse"), max_length=500, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size_bytes = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    content = models.BinaryField(null=True, blank=True)
    on = models.DateField()
    erased_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("criterion", "pk")
        constraints: ClassVar = [
            CheckConstraint(condition=Q(kind__in=list(EvidenceKind)), name="evidence_kind_is_known"),
            CheckConstraint(
                condition=Q(kind=EvidenceKind.LINK, content__isnull=True)
                & (~Q(address="") | Q(erased_on__isnull=False))
                | Q(kind=EvidenceKind.FILE, address="") & ~Q(digest=""),
                name="evidence_is_a_link_or_a_file",
            ),
            CheckConstraint(
                condition=Q(erased_on__isnull=True) | Q(content__isnull=True, address=""), name="erased_is_gone"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ReceivedFindings(ScopedModel):
    """What another organisation found of the same tool, come in by a file. It is read beside ours, never as ours."""

    organisation_path = "use__organisation"

    use = models.ForeignKey("register.AIUse", models.CASCADE, related_name="received_findings")
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, default=FindingsState.READ)
    on = models.DateField()
    node = models.OneToOneField("trace.Node", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            CheckConstraint(condition=Q(state__in=list(FindingsState)), name="findings_state_is_known"),
            CheckConstraint(
                condition=Q(state=FindingsState.KEPT, node__isnull=False) | Q(state=FindingsState.READ, node=None),
                name="kept_findings_have_a_thread",
            ),
            UniqueConstraint(fields=["use", "digest"], name="findings_come_in_once"),
        ]

    def __str__(self) -> str:
        return str(self.document["use"])

    def get_absolute_url(self) -> str:
        return reverse("assessments:received", args=[self.use.organisation.slug, self.pk])


class Remark(ScopedModel):
    """What does not work in a question of the grid, said where it is used: by a kind of seat, never by a person."""

    organisation_path = "assessment__use__organisation"

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="remarks")
    criterion = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    words = models.TextField(_("remarque"), max_length=1000)
    seat_kind = models.CharField(max_length=30)
    on = models.DateField()
    answered_in = models.ForeignKey(  # the edition that took it up, or said why not
        "library.OwnEdition", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("criterion", "pk")
        constraints: ClassVar = [
            CheckConstraint(condition=Q(kind__in=list(RemarkKind)), name="remark_kind_is_known"),
            CheckConstraint(condition=Q(seat_kind__in=list(SeatKind)), name="remark_seat_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.kind}"


class GridDraft(ScopedModel):
    """The next edition of an organisation's own grid, being composed from a copy of the one it starts from."""

    organisation = models.OneToOneField("organisations.Organisation", models.CASCADE, related_name="+")
    base = models.CharField(max_length=120)  # framework:grille@1
    base_body = models.JSONField()
    is_from_elsewhere = models.BooleanField(default=False)  # it came in by a file
    started_on = models.DateField()

    def __str__(self) -> str:
        return self.base


class GridChange(ScopedModel):
    """What becomes of one criterion in the next edition, why, and after which remarks."""

    organisation_path = "draft__organisation"

    draft = models.ForeignKey(GridDraft, models.CASCADE, related_name="changes")
    code = models.CharField(max_length=20)
    act = models.CharField(max_length=10)
    words = models.JSONField(default=dict)  # reworded: four texts; added: the whole criterion
    reason = models.CharField(_("raison"), max_length=500)
    remarks = models.ManyToManyField(Remark, related_name="changes")

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            CheckConstraint(condition=Q(act__in=list(Act)), name="grid_change_act_is_known"),
            UniqueConstraint(fields=["draft", "code"], name="one_change_per_criterion"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.act}"
