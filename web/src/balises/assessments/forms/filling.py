from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balises.assessments import queries, rules
from balises.assessments.phrases import ANSWER_CHOICES, DEPTH_CHOICES
from balises.assessments.rules import Answer, Choice
from balises.processes.models import Process, Seat
from balises.shared.fields import SeveralRows
from balises.shared.wording import Hinted, sentence_for


class _SeatChoice(SeveralRows):
    def label_from_instance(self, seat: Seat) -> Any:
        return Hinted(seat.label, queries.holder_label(seat))


class OpenForm(forms.Form):
    """Which seats look, and how far."""

    grid = forms.ChoiceField(label=_("Avec quelle grille"), widget=forms.RadioSelect)
    depth = forms.ChoiceField(label=_("Jusqu’où regarder"), choices=DEPTH_CHOICES, widget=forms.RadioSelect)
    seats = _SeatChoice(
        label=_("Qui regarde"),
        queryset=Seat.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Trois sièges au moins, dont celui d’une personne accompagnée."),
        error_messages={"required": _("Choisissez au moins trois sièges.")},
    )

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seats"].queryset = queries.seats_of(process)  # type: ignore[attr-defined]
        self._offer(queries.bases())

    def _offer(self, grids: Mapping[str, str]) -> None:
        """Nothing is asked where there is nothing to choose."""
        if len(grids) == 1:
            del self.fields["grid"]
            return
        self.fields["grid"].choices = list(grids.items())  # type: ignore[attr-defined]
        self.fields["grid"].initial = next(iter(grids))


class RatingForm(forms.Form):
    """One question."""

    choice = forms.ChoiceField(
        label=_("Votre réponse"),
        choices=ANSWER_CHOICES,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choisissez une réponse. «\u202fOn ne sait pas\u202f» en est une."),
            "invalid_choice": _("Choisissez l’une des cinq réponses."),
        },
    )
    justification = forms.CharField(
        label=_("Ce que vous avez vu"),
        required=False,
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Aucun nom, aucun lieu."),
    )

    def answer(self, code: str) -> Answer:
        return Answer(code, Choice(self.cleaned_data["choice"]), self.cleaned_data["justification"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "choice" in given and "justification" in given:
            refusal = rules.refusal_to_answer(self.answer(""), criteria=("",))
            if refusal is not None:
                self.add_error("justification", sentence_for(refusal))
        return given


class OptionalRatingForm(RatingForm):
    """One question among those of a dimension: it may wait."""

    all_may_wait = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choice"].required = False

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("choice"):
            return super().clean()
        if given.get("justification"):
            self.add_error(
                "choice", _("Choisissez aussi une réponse : ce que vous avez écrit est gardé ici en attendant.")
            )
        return given


class DimensionForms:
    """The questions of a dimension, on one screen."""

    def __init__(self, posted: Any, *, given: Mapping[str, Mapping[str, str]]) -> None:
        self.codes = tuple(given)
        self.forms = [OptionalRatingForm(posted, prefix=f"c{code}", initial=given[code]) for code in given]

    def is_valid(self) -> bool:
        return not self.has_errors

    @property
    def has_errors(self) -> bool:
        """Each form is read, so that each shows what to mend."""
        return bool([form for form in self.forms if form.errors])

    @property
    def summary(self) -> forms.Form | None:
        """The first form to mend, for the summary of errors."""
        return next((form for form in self.forms if form.errors), None)

    def answers(self) -> tuple[Answer, ...]:
        pairs = zip(self.codes, self.forms, strict=True)
        return tuple(form.answer(code) for code, form in pairs if form.cleaned_data.get("choice"))


class ShareForm(forms.Form):
    reason = forms.CharField(
        label=_("Pourquoi ne pas attendre"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Cette raison se lira à côté des réponses. Une fonction plutôt qu’un nom."),
    )
