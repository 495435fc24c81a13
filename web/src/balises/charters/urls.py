from django.urls import path

from balises.charters import views

app_name = "charters"
_DRAFT = "o/<slug:organisation>/charte"
_ARTICLE = f"{_DRAFT}/articles/<int:pk>"
_VERSION = "<slug:organisation>/charte/v<int:number>"

urlpatterns = [
    path(_DRAFT, views.draft, name="draft"),
    path(f"{_DRAFT}/commencer", views.start, name="start"),
    path(f"{_DRAFT}/preambule", views.describe, name="describe"),
    path(f"{_DRAFT}/ce-qui-change", views.draft_comparison, name="draft_comparison"),
    path(f"{_DRAFT}/adopter", views.adopt, name="adopt"),
    path(f"{_DRAFT}/articles", views.add_article, name="add_article"),
    path(_ARTICLE, views.write_article, name="write_article"),
    path(f"{_ARTICLE}/monter", views.move_article, {"is_up": True}, name="move_article_up"),
    path(f"{_ARTICLE}/descendre", views.move_article, {"is_up": False}, name="move_article_down"),
    path(f"{_ARTICLE}/retirer", views.remove_article, name="remove_article"),
    path("<slug:organisation>/charte", views.charter, name="public"),
    path("<slug:organisation>/charte.json", views.charter_json, name="public_json"),
    path(_VERSION, views.version, name="version"),
    path(f"{_VERSION}.json", views.record, name="record"),
    path(f"{_VERSION}.pdf", views.pdf, name="pdf"),
    path(f"{_VERSION}/depuis-v<int:former>", views.comparison, name="comparison"),
]
