from django.urls import path

from balises.library import views

app_name = "library"
urlpatterns = [
    path("usages", views.uses, name="uses"),
    path("usages.json", views.uses_json, name="uses_json"),
    path("usages/<slug:code>", views.use, name="use"),
    path("grille", views.framework, name="framework"),
    path("grille/regles", views.general_rules, name="general_rules"),
    path("grille/dimensions/<slug:code>", views.dimension, name="dimension"),
    path("grille.json", views.framework_json, name="framework_json"),
    path("grille.yaml", views.framework_yaml, name="framework_yaml"),
    path("grille/droit", views.law, name="law"),
    path("grille/droit.json", views.law_json, name="law_json"),
    path("grille/droit/<slug:country>", views.law_country, name="law_country"),
]
