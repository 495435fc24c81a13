"""The ten dimensions in plain words, for the person accompanied. Known by their shipped title, without its accents.

An edition says its dimensions once and is sealed. A dimension that an organisation names otherwise keeps its own words.
"""

from django.utils.translation import gettext_lazy as _

PLAIN_DIMENSIONS = {
    "donnees-vie-privee-et-secret-professionnel": (
        _("Ce que l’on sait de moi"),
        _("Ce que vous confiez est à vous. On veut savoir si c’est bien gardé, et qui peut le lire."),
    ),
    "jugement-humain-et-responsabilite": (
        _("Qui décide"),
        _("Une machine peut se tromper. On veut savoir si une vraie personne réfléchit, décide, et en répond."),
    ),
    "dignite-voix-et-autodetermination-des-personnes-accompagnees": (
        _("Ma parole, mes choix"),
        _("C’est votre vie. On veut savoir si l’on vous prévient, si l’on vous écoute, et si vous pouvez dire non."),
    ),
    "autonomie-professionnelle-et-sens-du-travail": (
        _("Le travail de celles et ceux qui m’accompagnent"),
        _("Un outil peut aider, ou prendre du temps. On veut savoir s’il laisse les gens bien faire leur travail."),
    ),
    "diversite-des-pratiques-et-non-discrimination": (
        _("Être traité comme les autres"),
        _("Un outil peut marcher moins bien pour certaines personnes. On veut savoir si quelqu’un l’a vérifié."),
    ),
    "robustesse-au-sens-du-vivant": (
        _("Quand ça ne marche pas"),
        _("Un outil peut tomber en panne, ou disparaître. On veut savoir si l’on pourra quand même vous aider."),
    ),
    "cout-ecologique-et-social": (
        _("Ce que cela coûte à la planète et aux gens"),
        _("Une IA demande de l’électricité, de l’eau, et du travail. On veut savoir si cela en vaut la peine."),
    ),
    "fracture-numerique-et-accessibilite": (
        _("Pouvoir s’en servir, ou faire autrement"),
        _("Tout le monde n’est pas à l’aise avec l’écrit ou les écrans. On veut savoir s’il y a un autre chemin."),
    ),
    "transparence-et-explicabilite": (
        _("Savoir et comprendre"),
        _("On ne peut pas donner son avis sur ce que l’on ignore. On veut savoir si tout est dit, et expliqué."),
    ),
    "gouvernance-collective": (
        _("Décider ensemble"),
        _("Cet outil touche beaucoup de monde. On veut savoir qui a pu donner son avis, et changer les choses."),
    ),
}
