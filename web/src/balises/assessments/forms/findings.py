"""A file that leaves, and one that comes in."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from balises.assessments.rules import LARGEST_FINDINGS
from balises.shared.errors import Refusal
from balises.shared.wording import sentence_for


class LetOutForm(forms.Form):
    """Whether the file says whose it is."""

    is_named = forms.BooleanField(
        label=_("Le nom de notre organisation peut figurer dans le fichier"),
        required=False,
        help_text=_("Sinon il dit « une autre organisation ». Les textes repris plus bas, eux, restent tels quels."),
    )


class FindingsForm(forms.Form):
    """The file of another organisation."""

    file = forms.FileField(
        label=_("Le fichier de leur analyse"),
        help_text=_("JSON, un mégaoctet au plus. Rien n’est gardé avant que vous ayez vu ce qui serait repris."),
    )

    def __init__(self, *args: Any, is_cut: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_cut:  # the request was larger than what is read: its file was left out
            self.fields["file"].error_messages["required"] = _too_big(str(_("Ce fichier")))

    def clean_file(self) -> UploadedFile:
        sent: UploadedFile = self.cleaned_data["file"]
        if sent.size is None or sent.size > LARGEST_FINDINGS:
            raise forms.ValidationError(_too_big(str(sent.name)))
        return sent


def _too_big(name: str) -> str:
    return sentence_for(Refusal("assessments.findings_are_too_big", {"file": name}))
