from django.urls import path

from balises.library import views

app_name = "library"
urlpatterns = [
    path("usages", views.uses, name="uses"),
    path("usages.json", views.uses_json, name="uses_json"),
    path("grille", views.framework, name="framework"),
    path("grille.json", views.framework_json, name="framework_json"),
]
