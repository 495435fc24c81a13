from balises.register.forms.beside import (
    SameToolForm,
)
from balises.register.forms.entries import (
    EntryForm,
    NewUseForm,
    PublishForm,
    RegisterSearch,
)
from balises.register.forms.facts import (
    FactsForm,
)
from balises.register.forms.gates import (
    ClosingForm,
    FramingForm,
    GainForm,
)
from balises.register.forms.importing import (
    FileForm,
    ImportForm,
)
from balises.register.forms.reconsidering import (
    ReconsiderForm,
)
from balises.register.forms.robustness import (
    CardsForm,
    KnockForm,
)
from balises.register.forms.tiers import (
    TiersForm,
)

__all__ = [
    "CardsForm",
    "ClosingForm",
    "EntryForm",
    "FactsForm",
    "FileForm",
    "FramingForm",
    "GainForm",
    "ImportForm",
    "KnockForm",
    "NewUseForm",
    "PublishForm",
    "ReconsiderForm",
    "RegisterSearch",
    "SameToolForm",
    "TiersForm",
]
