from django import forms
from django.utils.translation import gettext_lazy as _

from balises.organisations.phrases import ROLE_LABELS
from balises.organisations.roles import Role

ROLE_CHOICES = [(role.value, ROLE_LABELS[role]) for role in Role]


class MemberForm(forms.Form):
    function = forms.CharField(
        label=_("Fonction"),
        max_length=120,
        help_text=_("Ce que les textes nommeront, jamais la personne : « cheffe de service », « éducateur de rue »."),
    )
    role = forms.TypedChoiceField(label=_("Rôle"), choices=ROLE_CHOICES, coerce=Role)


class NewMemberForm(MemberForm):
    email = forms.EmailField(label=_("Adresse électronique"), help_text=_("Un code y sera envoyé à chaque entrée."))
    field_order = ("email", "function", "role")


class ChangeMemberForm(MemberForm):
    is_active = forms.BooleanField(label=_("Peut entrer"), required=False)
