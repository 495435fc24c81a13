from balises.assessments.forms.composing import (
    AddForm,
    ChangeForm,
    ImportForm,
    PublishForm,
    StartForm,
)
from balises.assessments.forms.filling import (
    DimensionForms,
    OpenForm,
    OptionalRatingForm,
    RatingForm,
    ShareForm,
)
from balises.assessments.forms.findings import (
    FindingsForm,
    LetOutForm,
)
from balises.assessments.forms.panel import (
    EvidenceForm,
    OpinionForm,
    TogetherForm,
)
from balises.assessments.forms.remarks import (
    RemarkForm,
)

__all__ = [
    "AddForm",
    "ChangeForm",
    "DimensionForms",
    "EvidenceForm",
    "FindingsForm",
    "ImportForm",
    "LetOutForm",
    "OpenForm",
    "OpinionForm",
    "OptionalRatingForm",
    "PublishForm",
    "RatingForm",
    "RemarkForm",
    "ShareForm",
    "StartForm",
    "TogetherForm",
]
