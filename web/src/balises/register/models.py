from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from balises.library.rules import Effect, Nature
from balises.organisations.scoping import ScopedModel
from balises.register.rules import GainKind, GateState, Hold, ImportState, Status, Visibility


class AIUse(ScopedModel):
    """One use of AI: a task, a kind of tool, some information, a moment. Never a tool alone."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="uses")
    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="uses")
    slug = models.SlugField(_("adresse"), max_length=60)
    title = models.CharField(_("titre"), max_length=160)
    purpose = models.TextField(_("finalité"), max_length=1500)
    tool = models.CharField(_("genre d’outil"), max_length=200)
    information = models.TextField(_("informations confiées à l’outil"), max_length=1500)
    people_concerned = models.CharField(_("personnes concernées"), max_length=300)
    visibility = models.CharField(_("visibilité"), max_length=20)
    status = models.CharField(_("statut"), max_length=30, default=Status.TO_INVESTIGATE)
    owner = models.CharField(_("fonction responsable"), max_length=160, blank=True)
    human_contact = models.CharField(_("contact humain"), max_length=300, blank=True)
    how_to_refuse = models.TextField(_("comment refuser"), max_length=1500, blank=True)
    how_to_contest = models.TextField(_("comment contester"), max_length=1500, blank=True)
    review_on = models.DateField(_("date de réexamen"), null=True, blank=True)
    pronounced_on = models.DateField(null=True, blank=True)
    pronounced_by = models.CharField(max_length=200, blank=True)  # the body named in the process's mandate
    decision_node = models.ForeignKey("trace.Node", models.PROTECT, related_name="+", null=True, blank=True)
    former_status = models.CharField(max_length=30, blank=True)  # what the body had pronounced before, and when
    former_on = models.DateField(null=True, blank=True)
    provider = models.CharField(_("fournisseur"), max_length=200, blank=True)
    plain = models.TextField(_("la fiche en mots simples"), max_length=1500, blank=True)
    oversight = models.CharField(_("contrôle humain"), max_length=500, blank=True)
    notice = models.TextField(_("comment les personnes sont prévenues"), max_length=1500, blank=True)
    remedies = models.TextField(_("voies de recours"), max_length=1500, blank=True)
    tiers = models.JSONField(default=dict, blank=True)  # {field: Tier}, only what the lead chose
    gaps = models.JSONField(default=dict, blank=True)  # {field: {"because", "until"}}
    announced = models.CharField(max_length=300, blank=True)  # a status said elsewhere; no body said it here
    aside = models.JSONField(default=dict, blank=True)  # {format: what came in it and has no place here}
    catalogue_code = models.CharField(max_length=40, blank=True)  # the use of the catalogue it was started from
    facts = models.JSONField(default=dict, blank=True)  # what the rows of a grid and of law read: library.rules.Fact
    same_tool = models.ForeignKey(  # another team's use of the same tool, to read beside ours once ours is shared
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("même outil que")
    )
    spotted = models.CharField(max_length=200)  # where it was seen, already in words that say no small number
    node = models.OneToOneField("trace.Node", models.PROTECT, related_name="+")
    entry_node = models.OneToOneField("trace.Node", models.PROTECT, related_name="+", null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("title",)
        constraints: ClassVar = [
            UniqueConstraint(fields=["organisation", "slug"], name="one_use_per_address"),
            CheckConstraint(condition=Q(status__in=list(Status)), name="use_status_is_known"),
            CheckConstraint(condition=~Q(same_tool=F("pk")), name="use_is_not_beside_itself"),
            CheckConstraint(condition=Q(visibility__in=list(Visibility)), name="use_visibility_is_known"),
            CheckConstraint(
                condition=Q(status=Status.TO_INVESTIGATE) | (Q(pronounced_on__isnull=False) & ~Q(pronounced_by="")),
                name="use_status_has_an_author",
            ),
            CheckConstraint(
                condition=Q(former_status="", former_on__isnull=True)
                | Q(former_status__in=list(Status), former_on__isnull=False),
                name="use_former_status_has_its_day",
            ),
            CheckConstraint(
                condition=Q(published_on__isnull=True)
                | (
                    ~Q(owner="")
                    & ~Q(human_contact="")
                    & ~Q(how_to_refuse="")
                    & ~Q(how_to_contest="")
                    & Q(review_on__isnull=False)
                ),
                name="published_use_is_answerable",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("dossiers:use", args=[self.organisation.slug, self.pk])

    @property
    def is_published(self) -> bool:
        return self.published_on is not None and self.withdrawn_on is None


class Import(ScopedModel):
    """A file that came in: what it would change, then what it changed, and how to undo it."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="imports")
    process = models.ForeignKey("processes.Process", models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=200)
    layout = models.CharField(max_length=30)
    rows = models.JSONField()  # what was read, line by line
    problems = models.JSONField(default=list)  # lines that could not be read as an entry
    done = models.JSONField(default=list)  # [{"use", "is_new", "before", "after"}]
    state = models.CharField(max_length=10, default=ImportState.READ)
    on = models.DateField()

    class Meta:
        ordering = ("-pk",)
        constraints: ClassVar = [
            CheckConstraint(condition=Q(state__in=list(ImportState)), name="import_state_is_known"),
        ]

    def __str__(self) -> str:
        return self.file_name


class ImpactAssessment(ScopedModel):
    """An impact assessment made with the CNIL's tool, kept whole as it came."""

    organisation_path = "use__organisation"

    use = models.OneToOneField(AIUse, models.CASCADE, related_name="impact_assessment")
    document = models.JSONField()
    taken = models.JSONField(default=dict)  # {field of the use: the text that was taken from the document}
    on = models.DateField()

    def __str__(self) -> str:
        return str(self.document.get("pia", {}).get("name") or "")


class Look(ScopedModel):
    """What a panel answered, kept as what its rows read: each criterion with its answers, never who gave them."""

    organisation_path = "use__organisation"

    use = models.ForeignKey(AIUse, models.CASCADE, related_name="looks")
    edition = models.CharField(max_length=120)
    is_whole = models.BooleanField()  # the whole grid, or the quick scan
    answers = models.JSONField()  # {criterion: [answer, …]}
    node = models.OneToOneField("trace.Node", models.PROTECT, related_name="+")  # of the grid it comes from
    on = models.DateField()

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return self.edition


class Gate(ScopedModel):
    """What stands before a use until it is done, until its cause is gone, or until a collective says why it opens."""

    organisation_path = "use__organisation"

    use = models.ForeignKey(AIUse, models.CASCADE, related_name="gates")
    key = models.CharField(max_length=80)  # « 2.1:stop »; « dpia » for what is done once, whatever asks for it
    effect = models.CharField(max_length=30)
    nature = models.CharField(max_length=10)
    is_blocking = models.BooleanField(default=False)
    causes = models.JSONField()  # what set it off: [{"code", "answer", "says", "closes", "source": {…}}]
    is_still_set_off = models.BooleanField(default=True)
    state = models.CharField(max_length=10, default=GateState.OPEN)
    owner = models.CharField(_("fonction responsable"), max_length=160, blank=True)
    due_on = models.DateField(_("échéance"), null=True, blank=True)
    opened_on = models.DateField()
    cause_gone = models.TextField(_("ce qui a changé"), max_length=1500, blank=True)
    evidence = models.CharField(_("ce qui le montre"), max_length=500, blank=True)
    closed_by = models.CharField(_("instance ou fonction qui le constate"), max_length=200, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    decision_node = models.ForeignKey("trace.Node", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            UniqueConstraint(fields=["use", "key"], name="one_gate_per_key"),
            CheckConstraint(condition=Q(effect__in=list(Effect)), name="gate_effect_is_known"),
            CheckConstraint(condition=Q(nature__in=list(Nature)), name="gate_nature_is_known"),
            CheckConstraint(condition=Q(state__in=list(GateState)), name="gate_state_is_known"),
            CheckConstraint(
                condition=~Q(state=GateState.FRAMED) | (~Q(owner="") & Q(due_on__isnull=False)),
                name="framed_gate_has_someone_and_a_date",
            ),
            CheckConstraint(
                condition=Q(state=GateState.CLOSED, closed_on__isnull=False)
                & ~Q(cause_gone="")
                & ~Q(evidence="")
                & ~Q(closed_by="")
                | (~Q(state=GateState.CLOSED) & Q(closed_on__isnull=True)),
                name="closed_gate_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Reconsideration(ScopedModel):
    """A seat asks that a use be looked at again. The status stays until its body pronounces: that is the answer."""

    organisation_path = "use__organisation"

    use = models.ForeignKey(AIUse, models.CASCADE, related_name="reconsiderations")
    seat = models.ForeignKey("processes.Seat", models.PROTECT, related_name="+")
    cause = models.TextField(_("ce qui a changé, ou ce que vous avez vu"), max_length=1500)
    question = models.ForeignKey("processes.OpenQuestion", models.PROTECT, related_name="+")
    asked_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_on", "-pk")
        constraints: ClassVar = [
            CheckConstraint(condition=~Q(cause=""), name="reconsideration_has_a_cause"),
            CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("asked_on")),
                name="reconsideration_is_answered_after_it_is_asked",
            ),
        ]

    def __str__(self) -> str:
        return self.cause[:60]


class Gain(ScopedModel):
    """Performance, beside robustness and never mixed with it: what is promised, what is observed."""

    organisation_path = "use__organisation"

    use = models.ForeignKey(AIUse, models.CASCADE, related_name="gains")
    kind = models.CharField(max_length=10)
    text = models.CharField(_("le gain"), max_length=500)
    said_by = models.CharField(_("par qui"), max_length=200)
    is_vendor = models.BooleanField(_("par le fournisseur"), default=False)
    how = models.CharField(_("comment on l’a mesuré"), max_length=500, blank=True)
    on_whom = models.CharField(_("sur qui"), max_length=300, blank=True)
    on = models.DateField(_("date"))

    class Meta:
        ordering = ("kind", "-on", "pk")
        constraints: ClassVar = [
            CheckConstraint(condition=Q(kind__in=list(GainKind)), name="gain_kind_is_known"),
            CheckConstraint(
                condition=~Q(kind=GainKind.OBSERVED) | (~Q(how="") & ~Q(on_whom="")),
                name="observed_gain_says_how_and_on_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class StressSession(ScopedModel):
    """A room that imagined hard knocks for a use, with its own copy of the cards it chose."""

    organisation_path = "use__organisation"

    use = models.ForeignKey(AIUse, models.CASCADE, related_name="stress_sessions")
    edition = models.CharField(max_length=120)  # stress_tests:coups-durs@1
    cards = models.JSONField()
    on = models.DateField()

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return self.edition

    def get_absolute_url(self) -> str:
        return reverse("register:stress_session", args=[self.use.organisation.slug, self.pk])


class Knock(ScopedModel):
    """What the room said of one card: the use holds, bends or breaks; and the margin it creates."""

    organisation_path = "session__use__organisation"

    session = models.ForeignKey(StressSession, models.CASCADE, related_name="knocks")
    card = models.CharField(max_length=40)
    hold = models.CharField(max_length=10)
    said = models.TextField(_("ce qui s’est dit"), max_length=1000, blank=True)
    margin = models.CharField(_("marge à créer"), max_length=300, blank=True)
    margin_owner = models.CharField(_("fonction qui s’en charge"), max_length=160, blank=True)
    margin_due_on = models.DateField(_("échéance"), null=True, blank=True)
    margin_created_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            UniqueConstraint(fields=["session", "card"], name="one_knock_per_card"),
            CheckConstraint(condition=Q(hold__in=list(Hold)), name="knock_hold_is_known"),
            CheckConstraint(
                condition=Q(margin="", margin_owner="", margin_due_on__isnull=True, margin_created_on__isnull=True)
                | (~Q(margin="") & ~Q(margin_owner="") & Q(margin_due_on__isnull=False)),
                name="margin_is_whole_or_absent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card}: {self.hold}"
