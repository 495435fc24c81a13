from django import forms
from django.utils.translation import gettext_lazy as _

from balises.assessments.phrases import REMARK_CHOICES


class RemarkForm(forms.Form):
    """What does not work in a question."""

    kind = forms.ChoiceField(
        label=_("Ce qui ne va pas"),
        choices=REMARK_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez ce qui ne va pas.")},
    )
    words = forms.CharField(
        label=_("En quelques mots"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("De la question, pas de l’usage ni de votre réponse. Aucun nom, aucun lieu."),
        error_messages={"required": _("Écrivez votre remarque : quelques mots suffisent.")},
    )
