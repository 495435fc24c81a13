"""The guided description of a use: one fact, one question; what is not known is an answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balises.library.rules import MANY, UNKNOWN, Fact, Facts
from balises.register import rules
from balises.register.phrases.practices import (
    CHECKLIST_HELP,
    CHECKLIST_NONE,
    CHECKLIST_QUESTION,
    PRACTICES,
)
from balises.register.phrases.questions import CONFIRM, CONFIRM_HELP, PROPOSED, QUESTIONS, UNKNOWN_LABEL, Question

CHECKLIST = "practices"
CONFIRMED = "confirmed"
NONE = "none"
_ALONE = _("« %(answer)s » se coche seule : décochez cette réponse, ou décochez les autres.")


class FactsForm(forms.Form):
    """Every question of the description. A question left blank stays to be answered: nothing is lost."""

    all_may_wait = True

    def __init__(self, *args: Any, facts: Facts, proposed: Facts | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._proposed: Facts = proposed or {}
        for section in rules.SECTIONS.values():
            for fact in section:
                if fact in QUESTIONS:
                    self.fields[fact] = _field(fact, question=QUESTIONS[fact])
        self.fields[CHECKLIST] = _checklist()
        self.initial = {**_initial({**self._proposed, **facts}), **self.initial}
        if self._proposed:
            self._mark_proposed()

    def _mark_proposed(self) -> None:
        """Beside each answer that nobody gave, where it comes from; and one box, so that somebody does."""
        for fact in self._proposed:
            name = CHECKLIST if fact in rules.CHECKLIST else fact
            words = str(self.fields[name].help_text).removeprefix(str(PROPOSED)).strip()
            self.fields[name].help_text = f"{PROPOSED} {words}".strip()
        self.fields[CONFIRMED] = forms.BooleanField(label=CONFIRM, help_text=CONFIRM_HELP, required=False)

    @property
    def is_confirmed(self) -> bool:
        return not self._proposed or bool(self.cleaned_data.get(CONFIRMED))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name in (*MANY, CHECKLIST):
            ticked = given.get(name) or []
            alone = next((answer for answer in (UNKNOWN, NONE) if answer in ticked), "")
            if len(ticked) > 1 and alone:
                labels = dict(self.fields[name].choices)  # type: ignore[attr-defined]
                self.add_error(name, _ALONE % {"answer": labels[alone]})
        return given

    def facts(self) -> Facts:
        """What was answered; what was left blank is not said."""
        said = {str(fact): _values(self.cleaned_data.get(fact)) for fact in QUESTIONS if self.cleaned_data.get(fact)}
        ticked = self.cleaned_data.get(CHECKLIST)
        said |= rules.practices([name for name in ticked if name != NONE]) if ticked else {}
        return rules.confirmed(said, proposed=self._proposed, is_confirmed=self.is_confirmed)


def _field(fact: Fact, *, question: Question) -> forms.Field:
    choices = [*question.values.items(), (UNKNOWN, UNKNOWN_LABEL)]
    label, help_text = str(question.question), str(question.help)
    kind = forms.MultipleChoiceField if fact in MANY else forms.ChoiceField
    widget = forms.CheckboxSelectMultiple if fact in MANY else forms.RadioSelect
    return kind(label=label, help_text=help_text, choices=choices, widget=widget, required=False)


def _checklist() -> forms.Field:
    choices = [(fact, practice.text) for fact, practice in PRACTICES.items()]
    return forms.MultipleChoiceField(
        label=CHECKLIST_QUESTION,
        help_text=CHECKLIST_HELP,
        choices=[*choices, (NONE, CHECKLIST_NONE), (UNKNOWN, UNKNOWN_LABEL)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def _values(given: str | list[str] | None) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given or ())


def _initial(facts: Facts) -> dict[str, Any]:
    """What was answered before, as the form shows it."""
    shown: dict[str, Any] = {
        name: list(values) if name in MANY else values[0] for name, values in facts.items() if values
    }
    told = [facts.get(fact, ()) for fact in rules.CHECKLIST]
    if any(told):
        ticked = [str(fact) for fact in rules.CHECKLIST if facts.get(fact) == ("yes",)]
        is_open = any(values == (UNKNOWN,) for values in told)
        shown[CHECKLIST] = ticked or [UNKNOWN if is_open else NONE]
    return shown
