from django.urls import include, path

from balises.site import views

handler404 = views.not_found
urlpatterns = [
    path("", views.home, name="home"),
    path("sante", views.health, name="health"),
    path("preuves", views.proofs_page, name="proofs"),
    path("o/demonstration/entrer", views.enter_demonstration, name="enter_demonstration"),
    path("", include("balises.accounts.urls")),
    path("", include("balises.library.urls")),
    path("", include("balises.register.urls")),
    path("", include("balises.assessments.urls")),
    path("", include("balises.decisions.urls")),
    path("", include("balises.charters.urls")),
    path("", include("balises.organisations.urls")),
    path("", include("balises.processes.urls")),
    path("", include("balises.dossiers.urls")),
    path("", include("balises.learning.urls")),
    path("", include("balises.meetings.urls")),
    path("", include("balises.boxes.urls")),
    path("", include("balises.cards.urls")),
    path("", include("balises.deliberations.urls")),
]
