from datetime import date, datetime, time
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balises.meetings import queries, rules
from balises.meetings.models import Conclusion, Meeting, Registration
from balises.meetings.phrases import CONCLUSION_HINTS, CONCLUSION_LABELS
from balises.meetings.rules import ConclusionKind, PlanFacts, RegistrationAct
from balises.meetings.services import Plan
from balises.processes.models import Process
from balises.shared.wording import Hinted, sentence_for
from balises.trace.models import Node

_KINDS = [(kind, Hinted(label, CONCLUSION_HINTS[kind])) for kind, label in CONCLUSION_LABELS.items()]
_DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class PlanForm(forms.ModelForm):
    """A meeting as its public page announces it."""

    process = forms.ModelChoiceField(label=_("Démarche"), queryset=Process.objects.all(), empty_label=None)
    on = forms.DateField(label=_("Date"), widget=_DATE)
    starts = forms.TimeField(label=_("Heure de début"), widget=_TIME)
    ends = forms.TimeField(label=_("Heure de fin"), widget=_TIME)
    about = forms.ModelChoiceField(
        label=_("Ce dont on parlera"),
        queryset=Node.objects.none(),
        required=False,
        empty_label=_("Rien de déjà publié"),
        help_text=_("Un article, une décision ou une fiche du registre : le fil y mènera, dans les deux sens."),
    )

    field_order = ("process", "title", "purpose", "on", "starts", "ends", "place", "about")

    class Meta:
        model = Meeting
        fields = ("title", "purpose", "place", "about")
        help_texts: ClassVar = {
            "title": _("Une question que l’on se pose, plutôt qu’un thème."),
            "purpose": _("Ce que l’on cherche ensemble, et pour qui la rencontre est ouverte."),
            "place": _("L’adresse, l’étage, l’accès sans marche, l’arrêt le plus proche."),
        }
        widgets: ClassVar = {"purpose": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].queryset = queries.subjects()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not self.errors:
            facts = PlanFacts(self._at(said["starts"]), self._at(said["ends"]), timezone.now())
            refusal = rules.refusal_to_plan(facts)
            if refusal is not None:
                field = "ends" if refusal.code == "meetings.ends_before_it_starts" else "on"
                self.add_error(field, ValidationError(sentence_for(refusal)))
        return said

    def plan(self) -> Plan:
        said = self.cleaned_data
        return Plan(
            title=said["title"],
            purpose=said["purpose"],
            place=said["place"],
            starts_at=self._at(said["starts"]),
            ends_at=self._at(said["ends"]),
            about=said["about"],
        )

    def _at(self, hour: time) -> datetime:
        on: date = self.cleaned_data["on"]
        return timezone.make_aware(datetime.combine(on, hour))


class RegistrationForm(forms.ModelForm):
    """What is needed to say that one comes: an address to confirm from, a name if one wishes."""

    class Meta:
        model = Registration
        fields = ("address", "name")
        widgets: ClassVar = {
            "address": forms.EmailInput(attrs={"autocomplete": "email"}),
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
        }
        help_texts: ClassVar = {"name": _("Un prénom suffit. Il sert à vous accueillir.")}


class RegistrationActForm(forms.Form):
    act = forms.ChoiceField(choices=[(act, act) for act in RegistrationAct])


class ConclusionForm(forms.ModelForm):
    """One conclusion, in one sentence."""

    kind = forms.ChoiceField(label=_("Nature"), choices=_KINDS, widget=forms.RadioSelect)

    class Meta:
        model = Conclusion
        fields = ("kind", "text")
        widgets: ClassVar = {"text": forms.Textarea(attrs={"rows": 3, "maxlength": 300})}
        help_texts: ClassVar = {"text": _("Une phrase, sans nom de personne : elle sera publiée et ne changera plus.")}

    def conclusion_kind(self) -> ConclusionKind:
        return ConclusionKind(self.cleaned_data["kind"])
