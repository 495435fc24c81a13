"""The page of an impact assessment that came from the CNIL's tool."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from balises.register.models import AIUse, ImpactAssessment
from balises.register.phrases.fields import COLUMN_LABELS
from balises.shared.http import Crumb
from balises.shared.wording import join_words


@dataclass(frozen=True)
class PiaPage:
    title: str
    crumbs: tuple[Crumb, ...]
    use: AIUse
    held: ImpactAssessment | None
    taken: str  # the fields of the use that were filled from it
    json_url: str
    remove_url: str  # "" where there is none


def pia_page(use: AIUse) -> PiaPage:
    held = ImpactAssessment.objects.filter(use=use).first()
    here = [use.organisation.slug, use.pk]
    return PiaPage(
        title=_("L’analyse d’impact, avec l’outil PIA de la CNIL"),
        crumbs=(Crumb(use.title, use.get_absolute_url()), Crumb(_("Analyse d’impact"), "")),
        use=use,
        held=held,
        taken=join_words(str(COLUMN_LABELS[name]).lower() for name in held.taken) if held else "",
        json_url=reverse("register:pia_json", args=here),
        remove_url=reverse("register:remove_pia", args=here) if held else "",
    )
