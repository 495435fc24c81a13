"""A file, and where what it holds goes."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from balises.processes.models import Process
from balises.register.formats import BIGGEST_FILE
from balises.shared.errors import Refusal
from balises.shared.wording import sentence_for


class FileForm(forms.Form):
    """One file, not too big to be a register."""

    file = forms.FileField(label=_("Le fichier"), help_text=_("5 Mo au plus."))

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > BIGGEST_FILE:
            raise ValidationError(sentence_for(Refusal("register.file_is_too_big", {"most": 5})))
        return file


class ImportForm(FileForm):
    """The register of elsewhere, and the process that will look at what is new in it."""

    file = forms.FileField(
        label=_("Le fichier"), help_text=_("5 Mo au plus. Rien n’est écrit avant que vous ayez vu ce qui changerait.")
    )
    process = forms.ModelChoiceField(
        label=_("Démarche où ranger les usages nouveaux"), queryset=Process.objects.all(), empty_label=None
    )
