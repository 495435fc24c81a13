"""For each field of an entry: who reads it, and why it is empty."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balises.register import rules
from balises.register.phrases.fields import FIELD_LABELS, TIER_LABELS
from balises.register.rules import CHOSEN, MAY_BE_MISSING, EntryField, Gap, Gaps, Tier, Tiers
from balises.shared.errors import Refusal
from balises.shared.wording import sentence_for

_DATE = {"type": "date"}


class TiersForm(forms.Form):
    """The fields that may be kept inside; a reason and a date for those that are empty."""

    def __init__(self, *args: Any, tiers: Tiers, gaps: Gaps, empty: frozenset[EntryField], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(tier, TIER_LABELS[tier]) for tier in Tier]
        for name in CHOSEN:
            self.fields[f"tier_{name}"] = forms.ChoiceField(
                label=str(FIELD_LABELS[name]),
                choices=choices,
                widget=forms.RadioSelect,
                initial=rules.tier_of(name, tiers=tiers),
            )
            if name in MAY_BE_MISSING and name in empty:
                self._ask_why(name, gap=gaps.get(name))

    def _ask_why(self, name: EntryField, *, gap: Gap | None) -> None:
        label = {"field": FIELD_LABELS[name]}
        self.fields[f"because_{name}"] = forms.CharField(
            label=_("%(field)s : pourquoi ce champ est-il vide ?") % label,
            help_text=_(
                "Par exemple : « Le marché est en cours, le prestataire n’est pas choisi ». Le public le lira."
            ),
            max_length=300,
            required=False,
            initial=gap.because if gap else "",
        )
        self.fields[f"until_{name}"] = forms.DateField(
            label=_("%(field)s : à compléter avant le") % label,
            required=False,
            widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d"),
            initial=gap.until if gap else None,
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not self.errors:
            self._insist_on_both(said)
        return said

    def _insist_on_both(self, said: dict[str, Any]) -> None:
        for name in MAY_BE_MISSING:
            because, until = said.get(f"because_{name}"), said.get(f"until_{name}")
            if bool(because) != bool(until):
                refusal = Refusal("register.gap_says_why")
                self.add_error(f"because_{name}" if until else f"until_{name}", sentence_for(refusal))
            elif until and until <= timezone.localdate():
                refusal = Refusal("register.gap_is_past", {"today": timezone.localdate()})
                self.add_error(f"until_{name}", sentence_for(refusal))
            elif until and (too_far := rules.refusal_to_reach(until, today=timezone.localdate())):
                self.add_error(f"until_{name}", sentence_for(too_far))

    def tiers(self) -> Tiers:
        """Only what differs from what stands where nothing is chosen."""
        said = {name: Tier(self.cleaned_data[f"tier_{name}"]) for name in CHOSEN}
        return {str(name): str(tier) for name, tier in said.items() if tier is not rules.tier_of(name, tiers={})}

    def gaps(self) -> Gaps:
        said = {name: self.cleaned_data.get(f"because_{name}") for name in MAY_BE_MISSING}
        return {
            str(name): Gap(because, self.cleaned_data[f"until_{name}"]) for name, because in said.items() if because
        }
