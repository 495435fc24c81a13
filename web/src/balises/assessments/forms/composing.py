"""What the workbench of the grid is sent."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from balises.assessments.models import Remark
from balises.assessments.phrases import ACT_CHOICES, ADDED_ANSWERS, EFFECT_CHOICES
from balises.assessments.queries import remark_label
from balises.library.formats import criterion_problems
from balises.library.rules import WORDED, Act, CriterionChange
from balises.shared.fields import SeveralRows
from balises.shared.wording import Hinted

LARGEST_FILE_BYTES = 1_000_000
_LINES = {"rows": 3}
_LEGAL_IS_NOT_ADDED = "chosen"  # what an organisation adds is its choice; the law has its own lines


class _RemarkChoice(SeveralRows):
    def label_from_instance(self, remark: Remark) -> Any:
        label, hint = remark_label(remark)
        return Hinted(label, hint)


class _WithRemarks(forms.Form):
    """A reason, and the remarks it comes from."""

    reason = forms.CharField(
        label=_("Pourquoi"), max_length=500, widget=forms.Textarea(attrs=_LINES), help_text=_("Se lira dans l’édition.")
    )
    remarks = _RemarkChoice(
        label=_("Les remarques d’où cela vient"),
        queryset=Remark.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, remarks: QuerySet[Remark], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remarks"].queryset = remarks  # type: ignore[attr-defined]
        if not remarks.exists():
            del self.fields["remarks"]

    def remark_keys(self) -> tuple[int, ...]:
        return tuple(remark.pk for remark in self.cleaned_data.get("remarks", ()))


class StartForm(forms.Form):
    base = forms.ChoiceField(label=_("La grille de départ"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, bases: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["base"].choices = list(bases.items())  # type: ignore[attr-defined]


class ChangeForm(_WithRemarks):
    """What becomes of a question: kept, said otherwise, dropped."""

    act = forms.ChoiceField(label=_("Ce que devient la question"), choices=ACT_CHOICES, widget=forms.RadioSelect)
    question = forms.CharField(label=_("La question"), widget=forms.Textarea(attrs=_LINES), max_length=600)
    plain = forms.CharField(label=_("En mots simples"), widget=forms.Textarea(attrs=_LINES), max_length=600)
    why = forms.CharField(label=_("Pourquoi cette question"), widget=forms.Textarea(attrs=_LINES), max_length=1500)
    guidance = forms.CharField(label=_("Comment y répondre"), widget=forms.Textarea(attrs=_LINES), max_length=2500)
    field_order = ("act", *WORDED, "remarks", "reason")

    def change(self, code: str) -> CriterionChange:
        said = self.cleaned_data
        act = Act(said["act"])
        words = {name: _text(said[name]) for name in WORDED} if act is Act.REWORD else {}
        return CriterionChange(code, act, said["reason"], words, self.remark_keys())


class AddForm(_WithRemarks):
    """A new question; its code is given by the program."""

    dimension = forms.ChoiceField(label=_("Dans quelle dimension"))
    question = forms.CharField(
        label=_("La question"),
        widget=forms.Textarea(attrs=_LINES),
        max_length=600,
        help_text=_("Posée de façon que «\u202foui\u202f» rassure."),
    )
    plain = forms.CharField(label=_("En mots simples"), widget=forms.Textarea(attrs=_LINES), max_length=600)
    why = forms.CharField(label=_("Pourquoi cette question"), widget=forms.Textarea(attrs=_LINES), max_length=1500)
    guidance = forms.CharField(label=_("Comment y répondre"), widget=forms.Textarea(attrs=_LINES), max_length=2500)
    evidence = forms.CharField(
        label=_("Ce qui peut le montrer"),
        widget=forms.Textarea(attrs=_LINES),
        max_length=1500,
        help_text=_("Un élément par ligne."),
    )
    quick_scan = forms.BooleanField(label=_("Elle est posée aussi dans le regard rapide"), required=False)
    given = forms.CharField(
        label=_("Seulement pour certains usages"),
        required=False,
        max_length=300,
        help_text=_("Vide pour tous. Sinon un fait par ligne, comme «\u202fgrave=yes\u202f»."),
        widget=forms.Textarea(attrs=_LINES),
    )

    def __init__(self, *args: Any, dimensions: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dimensions = dimensions
        self.fields["dimension"].choices = list(dimensions.items())  # type: ignore[attr-defined]
        for answer, (effect, says) in ADDED_ANSWERS.items():
            self.fields[f"effect_{answer}"] = forms.ChoiceField(label=effect, choices=EFFECT_CHOICES, required=False)
            self.fields[f"says_{answer}"] = forms.CharField(
                label=says, required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
            )
        last = ("given", "remarks", "reason")
        self.order_fields([name for name in self.fields if name not in last] + list(last))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not self.errors:
            for sentence in criterion_problems({"code": "x", **self.words()}):
                self.add_error(None, sentence)
        return said

    def words(self) -> dict[str, Any]:
        """The criterion as content/ would have it, but for its code."""
        said = self.cleaned_data
        code = said["dimension"]
        return {
            "dimension": {"code": code, "title": self.dimensions[code]},
            **{name: _text(said[name]) for name in WORDED},
            "evidence": _lines(said["evidence"]),
            "triggers": [self._trigger(answer) for answer in ADDED_ANSWERS if said[f"effect_{answer}"]],
            **({"quick_scan": True} if said["quick_scan"] else {}),
        }

    def _trigger(self, answer: str) -> dict[str, Any]:
        said = self.cleaned_data
        given = _lines(said["given"])
        return {
            "answer": answer,
            "when": str(_("Selon les faits de l’usage") if given else _("Toujours")),
            "effect": said[f"effect_{answer}"],
            "says": _text(said[f"says_{answer}"]),
            "nature": _LEGAL_IS_NOT_ADDED,
            "source": None,
            **({"given": given} if given else {}),
        }


class PublishForm(forms.Form):
    title = forms.CharField(label=_("Le titre de la grille"), max_length=200)
    summary = forms.CharField(label=_("En deux phrases"), max_length=800, widget=forms.Textarea(attrs=_LINES))
    authors = forms.CharField(
        label=_("Qui la signe"),
        max_length=500,
        widget=forms.Textarea(attrs=_LINES),
        help_text=_("Des fonctions ou des instances, une par ligne. Jamais un nom."),
    )

    def authors_given(self) -> tuple[str, ...]:
        return tuple(_lines(self.cleaned_data["authors"]))


class ImportForm(forms.Form):
    grid = forms.FileField(label=_("Le fichier de la grille"), help_text=_("YAML ou JSON, un mégaoctet au plus."))

    def clean_grid(self) -> UploadedFile:
        sent: UploadedFile = self.cleaned_data["grid"]
        if sent.size is None or sent.size > LARGEST_FILE_BYTES:
            raise forms.ValidationError(_("Ce fichier dépasse un mégaoctet : ce n’est sans doute pas une grille."))
        return sent


def _text(typed: str) -> str:
    """One kind of line end, whatever the browser sends."""
    return "\n".join(typed.splitlines()).strip()


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
