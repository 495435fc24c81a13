from django.urls import path

from balises.cards import views

app_name = "cards"

_MEMBERS = "o/<slug:organisation>/cartes"
_PARTICIPANTS = "p/<slug:organisation>/cartes/<str:code>"

urlpatterns = [
    path(_MEMBERS, views.collections, name="collections"),
    path(f"{_MEMBERS}/nouvelle", views.new, name="new"),
    path(f"{_MEMBERS}/<int:pk>", views.collection, name="collection"),
    path(f"{_MEMBERS}/<int:pk>/ouvrir", views.open_collection, name="open"),
    path(f"{_MEMBERS}/<int:pk>/inviter", views.invite, name="invite"),
    path(f"{_MEMBERS}/<int:pk>/rappeler", views.remind, name="remind"),
    path(f"{_MEMBERS}/<int:pk>/clore", views.close, name="close"),
    path(f"{_MEMBERS}/<int:pk>/lire", views.read, name="read"),
    path(f"{_MEMBERS}/<int:pk>/usage", views.draft_use, name="draft_use"),
    path(_PARTICIPANTS, views.participate, name="participate"),
    path(f"{_PARTICIPANTS}/merci", views.thanks, name="thanks"),
    path(f"{_PARTICIPANTS}/papier", views.paper, name="paper"),
    path(f"{_PARTICIPANTS}/<str:token>", views.participate_invited, name="participate_invited"),
]
