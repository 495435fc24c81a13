from balises.assessments.forms.filling import DimensionForms, OpenForm, OptionalRatingForm, RatingForm, ShareForm
from balises.assessments.forms.panel import EvidenceForm, OpinionForm, TogetherForm

__all__ = [
    "DimensionForms",
    "EvidenceForm",
    "OpenForm",
    "OpinionForm",
    "OptionalRatingForm",
    "RatingForm",
    "ShareForm",
    "TogetherForm",
]
