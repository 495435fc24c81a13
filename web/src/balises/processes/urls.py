from django.urls import path

from balises.processes import views

app_name = "processes"

urlpatterns = [
    path("o/<slug:organisation>/demarche/nouvelle", views.start, name="start"),
    path("o/<slug:organisation>/demarche/<int:pk>/cadre", views.frame, name="frame"),
    path("o/<slug:organisation>/demarche/<int:pk>/mandat", views.mandate, name="mandate"),
    path("o/<slug:organisation>/demarche/<int:pk>/avis", views.staff_opinion, name="staff_opinion"),
    path("o/<slug:organisation>/demarche/<int:pk>/questions", views.agenda, name="agenda"),
    path("o/<slug:organisation>/demarche/<int:pk>/questions/nouvelle", views.ask, name="ask"),
    path("o/<slug:organisation>/demarche/<int:pk>/sieges/nouveau", views.new_seat, name="new_seat"),
    path("o/<slug:organisation>/sieges/<int:pk>", views.seat, name="seat"),
    path("o/<slug:organisation>/sieges/<int:pk>/lien", views.seat_link, name="seat_link"),
    path("o/<slug:organisation>/questions/<int:pk>/clore", views.settle, name="settle"),
]
