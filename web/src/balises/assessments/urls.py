from django.urls import path

from balises.assessments import views

app_name = "assessments"

urlpatterns = [
    path("o/<slug:organisation>/grilles", views.assessments, name="assessments"),
    path("o/<slug:organisation>/usages/<int:pk>/regarder", views.open_grid, name="open"),
    path("o/<slug:organisation>/grilles/<int:pk>", views.assessment, name="assessment"),
    path("o/<slug:organisation>/grilles/<int:pk>/coter", views.rate, name="rate"),
    path("o/<slug:organisation>/grilles/<int:pk>/partager", views.share, name="share"),
    path("p/<slug:organisation>/siege/<str:token>", views.seat, name="seat"),
    path("p/<slug:organisation>/siege/<str:token>/grille/<int:pk>", views.seat_rate, name="seat_rate"),
]
