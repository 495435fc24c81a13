"""What is said after the sharing, and what is joined to an answer."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from balises.assessments import rules
from balises.assessments.phrases import ANSWER_CHOICES
from balises.assessments.rules import Answer, Choice, SentFile
from balises.shared.errors import Refusal
from balises.shared.wording import sentence_for

TEXT_LENGTH = 1500


class TogetherForm(forms.Form):
    """What the panel says together of one question."""

    choice = forms.ChoiceField(label=_("Ce que vous dites ensemble"), choices=ANSWER_CHOICES, widget=forms.RadioSelect)
    justification = forms.CharField(
        label=_("Pourquoi"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ce qui a fait avancer la discussion, et ce qui reste en doute. Aucun nom, aucun lieu."),
    )

    def answer(self, code: str) -> Answer:
        return Answer(code, Choice(self.cleaned_data["choice"]), self.cleaned_data["justification"])


class OpinionForm(forms.Form):
    """What one seat holds against the others."""

    text = forms.CharField(
        label=_("Ce que votre siège soutient"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Avec vos mots. Les autres sièges le lisent. Aucun nom, aucun lieu."),
    )
    is_consented = forms.BooleanField(
        label=_("J’accepte que ce texte soit imprimé, avec l’intitulé de mon siège"),
        required=False,
        help_text=_(
            "Imprimé, il peut aussi être confié à une autre organisation. Sans cet accord, il reste entre les sièges "
            "interrogés. Vous pouvez changer d’avis."
        ),
    )


class EvidenceForm(forms.Form):
    """A link, or a file: one of the two."""

    title = forms.CharField(
        label=_("Ce que c’est"),
        max_length=200,
        help_text=_("En quelques mots. Aucun nom, aucun lieu."),
    )
    file = forms.FileField(
        label=_("Un fichier"),
        required=False,
        allow_empty_file=True,  # the rule says it better
        help_text=_(
            "PDF, PNG, JPEG, ODT, DOCX, XLSX ou TXT, cinq mégaoctets au plus. Son nom n’est pas gardé\u202f; "
            "relisez ce qu’il contient\u202f: un document porte souvent le nom de qui l’a écrit."
        ),
    )
    address = forms.CharField(
        label=_("Ou un lien"),
        required=False,
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )

    def __init__(self, *args: Any, is_cut: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_cut = is_cut  # the request was larger than what is read: its file was left out

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.is_cut:
            self.add_error("file", sentence_for(Refusal("assessments.evidence_is_too_large")))
        elif bool(given.get("file") is not None) == bool(given.get("address")):
            self.add_error(None, sentence_for(Refusal("assessments.evidence_is_one_thing")))
        elif given.get("address"):
            self._refuse("address", rules.refusal_of_link(given["address"]))
        elif given.get("file") is not None:
            self._refuse("file", rules.refusal_of_file(self.sent()))
        return given

    def _refuse(self, field: str, refusal: Refusal | None) -> None:
        if refusal is not None:
            self.add_error(field, sentence_for(refusal))

    def sent(self) -> SentFile:
        """The file as it came: its name and its declared type are claims."""
        sent: UploadedFile = self.cleaned_data["file"]
        sent.seek(0)
        content = sent.read(rules.LARGEST_BYTES + 1)
        return SentFile(sent.name or "", sent.content_type or "", content)
