from django.utils.translation import gettext_lazy as _

PHRASES = {
    "shared.foreign_origin": _(
        "Cet envoi vient d’une autre page que celle de Balises : rien n’a été écrit. "
        "Rouvrez la page depuis son adresse, puis recommencez."
    ),
    "shared.stale_form": _(
        "Cette page est restée ouverte trop longtemps : rien n’a été écrit. "
        "Rechargez-la, puis envoyez de nouveau ce que vous aviez saisi."
    ),
}
