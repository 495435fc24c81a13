from balises.register.forms.entries import EntryForm, NewUseForm, PublishForm, RegisterSearch
from balises.register.forms.facts import FactsForm
from balises.register.forms.gates import ClosingForm, FramingForm, GainForm

__all__ = [
    "ClosingForm",
    "EntryForm",
    "FactsForm",
    "FramingForm",
    "GainForm",
    "NewUseForm",
    "PublishForm",
    "RegisterSearch",
]
