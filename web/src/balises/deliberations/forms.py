from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from balises.deliberations import queries, rules
from balises.deliberations.models import Deliberation, Statement
from balises.deliberations.rules import VOTE_BYTES, Vote
from balises.processes.models import OpenQuestion
from balises.shared.errors import Refusal
from balises.shared.wording import Hinted, join_words, sentence_for

BIGGEST_FILE = 5 * 1024 * 1024


class MakeForm(forms.Form):
    """From which question, under which title."""

    question = forms.ModelChoiceField(
        label=_("Question ouverte"),
        queryset=OpenQuestion.objects.all(),
        empty_label=None,
        widget=forms.RadioSelect,
        help_text=_("La délibération part d’une question que la démarche a laissée ouverte. Son fil y mènera."),
    )
    title = forms.CharField(
        label=_("Titre"),
        max_length=200,
        help_text=_("Ce que les personnes liront en haut de leur téléphone. Souvent, la question elle-même."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"].queryset = queries.questions()  # type: ignore[attr-defined]

    def clean_title(self) -> str:
        return rules.tidy(self.cleaned_data["title"])


class BringInForm(MakeForm):
    """The two files of an export, and that somebody read what people wrote."""

    title = forms.CharField(label=_("Titre"), max_length=200, help_text=_("Ce qu’on lira en haut de ses résultats."))
    votes = forms.FileField(label=_("votes.csv"), help_text=_("5 Mo au plus. Chaque vote, tel que Polis le donne."))
    comments = forms.FileField(
        label=_("comments.csv"), help_text=_("5 Mo au plus. Les énoncés, tels que Polis les donne.")
    )
    is_read = forms.BooleanField(
        label=_("Quelqu’un a relu les énoncés : aucun ne désigne une personne"),
        help_text=_("Ils sont repris mot pour mot, et lus par tous les membres. Écartez dans Polis ce qui ne va pas."),
    )

    field_order = ("question", "title", "votes", "comments", "is_read")

    def clean_votes(self) -> UploadedFile:
        return _not_too_big(self.cleaned_data["votes"])

    def clean_comments(self) -> UploadedFile:
        return _not_too_big(self.cleaned_data["comments"])


def _not_too_big(file: UploadedFile) -> UploadedFile:
    if (file.size or 0) > BIGGEST_FILE:
        raise ValidationError(sentence_for(Refusal("deliberations.export_too_big", {"most": BIGGEST_FILE // 1024**2})))
    return file


class TitleForm(forms.ModelForm):
    class Meta:
        model = Deliberation
        fields = ("title",)

    def clean_title(self) -> str:
        return rules.tidy(self.cleaned_data["title"])


class StatementForm(forms.ModelForm):
    """One sentence one may agree with, or not."""

    text = forms.CharField(
        label=_("Énoncé"),
        max_length=rules.LONGEST_SENTENCE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Une seule idée, une phrase courte, sans « ne… pas » si possible : on doit savoir à quoi l’on dit oui. "
            "Pas de nom, pas de situation reconnaissable."
        ),
    )

    class Meta:
        model = Statement
        fields = ("text",)

    def __init__(self, *args: Any, deliberation: Deliberation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deliberation = deliberation

    def clean_text(self) -> str:
        text = rules.tidy(self.cleaned_data["text"])
        but = self.instance if self.instance.pk else None
        refusal = rules.refusal_to_write(queries.statement_facts(self.deliberation, text=text, but=but))
        if refusal is not None:
            raise ValidationError(sentence_for(refusal))
        return text


class DilemmasForm(forms.Form):
    """Statements of the library, to be picked among."""

    codes = forms.MultipleChoiceField(
        label=_("Énoncés de la bibliothèque"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Aucun n’a de bonne réponse : chacun met en tension des valeurs qui comptent."),
    )

    def __init__(self, *args: Any, deliberation: Deliberation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"].choices = [  # type: ignore[attr-defined]
            (dilemma.code, Hinted(dilemma.statement, join_words(dilemma.values)))
            for dilemma in queries.free_dilemmas(deliberation)
        ]


class VoteForm(forms.Form):
    """What a phone sends: which statement, and one of three answers."""

    number = forms.IntegerField()
    vote = forms.CharField(max_length=VOTE_BYTES)

    def __init__(self, *args: Any, numbers: tuple[int, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = numbers

    def clean_number(self) -> int:
        number = int(self.cleaned_data["number"])
        if number not in self.numbers:
            raise ValidationError(_("Cet énoncé n’existe pas."))
        return number

    def clean_vote(self) -> Vote:
        """The pages send each answer padded with dots to one length."""
        word = self.cleaned_data["vote"].rstrip(".")
        if word not in list(Vote):
            raise ValidationError(_("Choisissez l’un des trois boutons."))
        return Vote(word)
