from django import forms
from django.utils.translation import gettext_lazy as _

from balises.register.rules import LONGEST_CAUSE


class ReconsiderForm(forms.Form):
    """Why a use should be looked at again."""

    cause = forms.CharField(
        label=_("Ce qui a changé, ou ce que vous avez vu"),
        max_length=LONGEST_CAUSE,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Par exemple : l’outil a changé, une condition n’est plus tenue, une personne a été gênée. "
            "Aucun nom, aucun lieu."
        ),
        error_messages={"required": _("Dites ce qui a changé, ou ce que vous avez vu : quelques mots suffisent.")},
    )
