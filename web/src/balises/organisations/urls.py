from django.urls import path

from balises.organisations import views

app_name = "organisations"
urlpatterns = [
    path("o/<slug:organisation>/membres", views.members, name="members"),
    path("o/<slug:organisation>/membres/ajouter", views.new_member, name="new_member"),
    path("o/<slug:organisation>/membres/<int:pk>", views.member, name="member"),
    path("o/<slug:organisation>/journal", views.journal, name="journal"),
    path("donnees", views.general_notice, name="general_notice"),
    path("<slug:organisation>/donnees", views.notice, name="notice"),
]
