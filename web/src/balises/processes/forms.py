from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balises.organisations.models import Member
from balises.processes.phrases import SEAT_LABELS
from balises.processes.queries import QUESTION_LENGTH, possible_holders
from balises.processes.rules import SeatKind


class _MemberChoice(forms.ModelChoiceField):
    def label_from_instance(self, member: Member) -> str:
        return f"{member.function} ({member.user.email})"


class MandateForm(forms.Form):
    title = forms.CharField(label=_("Titre de la démarche"), max_length=200)
    mandate = forms.CharField(
        label=_("Mandat"),
        max_length=3000,
        widget=forms.Textarea,
        help_text=_(
            "Qui demande quoi, sur quels services, et ce qui est promis à celles et ceux qui parleront. "
            "Dites ce qui est anonyme et ce qui ne l’est pas."
        ),
    )
    deciding_body = forms.CharField(
        label=_("Instance qui décidera"),
        max_length=200,
        help_text=_("Par exemple : le collectif de la démarche, puis le conseil d’administration."),
    )


class StartForm(MandateForm):
    starts_on = forms.DateField(
        label=_("Premier jour"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Les six phases se posent sur le calendrier à partir de là."),
    )


class StaffOpinionForm(forms.Form):
    opinion = forms.CharField(
        label=_("Ce que les représentants du personnel ont dit"),
        max_length=3000,
        widget=forms.Textarea,
        help_text=_(
            "Leur avis, ou « pas d’instance » et comment le personnel a été entendu. Fonctions, jamais de noms."
        ),
    )
    on = forms.DateField(label=_("Date de cet avis"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class NewSeatForm(forms.Form):
    kind = forms.TypedChoiceField(
        label=_("Depuis quelle place"),
        choices=[(kind.value, SEAT_LABELS[kind]) for kind in SeatKind],
        coerce=SeatKind,
        widget=forms.RadioSelect,
    )
    label = forms.CharField(
        label=_("Intitulé"),
        max_length=120,
        help_text=_("Ce que les textes nommeront, jamais la personne. Par exemple : terrain, équipe de nuit."),
    )


class SeatForm(forms.Form):
    member = _MemberChoice(
        label=_("Qui tient ce siège"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=_("Personne, ou par un lien (plus bas)"),
    )
    preparation = forms.CharField(
        label=_("Préparation"),
        max_length=300,
        required=False,
        help_text=_(
            "Ce qui est expliqué avant, par qui. Par exemple : "
            "deux heures avec l’éducatrice, l’usage montré sur un cas inventé."
        ),
    )
    companion = forms.CharField(
        label=_("Accompagnement"),
        max_length=300,
        required=False,
        help_text=_("Qui peut être à côté, si la personne le souhaite. Une fonction, pas un nom."),
    )
    compensation = forms.CharField(
        label=_("Indemnisation"),
        max_length=300,
        required=False,
        help_text=_("Comment le temps est payé ou compensé, le transport et la garde remboursés."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = possible_holders()  # type: ignore[attr-defined]


class QuestionForm(forms.Form):
    text = forms.CharField(
        label=_("Votre question"),
        max_length=QUESTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Une seule question, qui ne contient pas sa réponse. Par exemple : "
            "peut-on dire non sans attendre plus longtemps ?"
        ),
    )
