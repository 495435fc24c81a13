from django.urls import path

from balises.decisions import views

app_name = "decisions"
_PROPOSAL = "o/<slug:organisation>/decisions/<int:pk>"
_QUESTION = "o/<slug:organisation>/eclaircissements/<int:pk>"
_OBJECTION = "o/<slug:organisation>/objections/<int:pk>"

urlpatterns = [
    path("o/<slug:organisation>/decisions", views.proposals, name="proposals"),
    path("o/<slug:organisation>/decisions/proposer", views.propose, name="propose"),
    path(_PROPOSAL, views.proposal, name="proposal"),
    path(f"{_PROPOSAL}.json", views.record, name="record"),
    path(f"{_PROPOSAL}/question", views.ask, name="ask"),
    path(f"{_PROPOSAL}/tour-d-objections", views.hear_objections, name="hear_objections"),
    path(f"{_PROPOSAL}/eclaircissements", views.return_to_clarifications, name="return_to_clarifications"),
    path(f"{_PROPOSAL}/objection", views.raise_objection, name="object"),
    path(f"{_PROPOSAL}/reformuler", views.amend, name="amend"),
    path(f"{_PROPOSAL}/conclure", views.decide, name="decide"),
    path(_QUESTION, views.answer, name="answer"),
    path(
        f"{_QUESTION}/retirer",
        views.remove_clarification,
        name="remove_clarification",
    ),
    path(_OBJECTION, views.settle, name="settle"),
    path(f"{_OBJECTION}/retirer", views.remove_objection, name="remove_objection"),
]
