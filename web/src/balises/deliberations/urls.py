from django.urls import path

from balises.deliberations import views

app_name = "deliberations"

_MEMBERS = "o/<slug:organisation>/deliberations"

urlpatterns = [
    path(_MEMBERS, views.deliberations, name="list"),
    path(f"{_MEMBERS}/nouvelle", views.make, name="make"),
    path(f"{_MEMBERS}/reprendre", views.bring_in, name="bring_in"),
    path(f"{_MEMBERS}/<int:pk>", views.deliberation, name="deliberation"),
    path(f"{_MEMBERS}/<int:pk>.json", views.result_json, name="json"),
    path(f"{_MEMBERS}/<int:pk>/titre", views.rename, name="rename"),
    path(f"{_MEMBERS}/<int:pk>/enonce", views.add_statement, name="add_statement"),
    path(f"{_MEMBERS}/<int:pk>/bibliotheque", views.take_dilemmas, name="take_dilemmas"),
    path(f"{_MEMBERS}/<int:pk>/ouvrir", views.open_votes, name="open"),
    path(f"{_MEMBERS}/<int:pk>/clore", views.close, name="close"),
    path(f"{_MEMBERS}/<int:pk>/papier", views.paper, name="paper"),
    path(f"{_MEMBERS}/enonces/<int:pk>", views.edit_statement, name="edit_statement"),
    path(f"{_MEMBERS}/enonces/<int:pk>/retirer", views.remove_statement, name="remove_statement"),
    path("p/<slug:organisation>/deliberation/<str:code>", views.take_part, name="take_part"),
    path("p/<slug:organisation>/deliberation/<str:code>/<str:token>", views.come_back, name="come_back"),
]
