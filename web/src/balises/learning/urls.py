from django.urls import path

from balises.learning import views

app_name = "learning"

urlpatterns = [
    path("o/<slug:organisation>/cours/<slug:module>/<slug:page>/citer", views.cite, name="cite"),
    path("o/<slug:organisation>/cours/<slug:module>/<slug:page>/citer/<int:article>/retirer", views.undo, name="undo"),
    path("<slug:organisation>/cours", views.course, name="course"),
    path("<slug:organisation>/cours/<slug:module>", views.module, name="module"),
    path("<slug:organisation>/cours/<slug:module>/papier", views.paper, name="paper"),
    path("<slug:organisation>/cours/<slug:module>/<slug:page>", views.lesson, name="lesson"),
]
