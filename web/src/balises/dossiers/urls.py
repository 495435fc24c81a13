from django.urls import path

from balises.dossiers import views

app_name = "dossiers"

urlpatterns = [
    path("o/", views.mine, name="mine"),
    path("o/<slug:organisation>", views.organisation, name="organisation"),
    path("o/<slug:organisation>/demarche/<int:pk>", views.process, name="process"),
    path("o/<slug:organisation>/fil/<int:pk>", views.thread, name="thread"),
    path("o/<slug:organisation>/usages/<int:pk>", views.use, name="use"),
]
