from django.urls import path, register_converter

from balises.register import views


class TableSuffix:
    """The table files that one address serves."""

    regex = "csv|xlsx|ods"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class OwnSuffix(TableSuffix):
    regex = "json|csv|xlsx|ods"


register_converter(TableSuffix, "table")
register_converter(OwnSuffix, "own")

app_name = "register"
_CARD = "o/<slug:organisation>/coups-durs/<int:pk>/cartes/<slug:card>"

urlpatterns = [
    path("registre", views.instance, name="instance"),
    path("grille/cas", views.cases, name="cases"),
    path("grille/cas.json", views.cases_json, name="cases_json"),
    path("grille/cas/<slug:code>", views.case, name="case"),
    path("registre.json", views.instance_json, name="instance_json"),
    path("o/<slug:organisation>/usages", views.uses, name="uses"),
    path("o/<slug:organisation>/usages.<own:suffix>", views.own_file, name="own_file"),
    path("o/<slug:organisation>/usages/importer", views.imports, name="imports"),
    path("o/<slug:organisation>/imports/<int:pk>", views.show_import, name="import"),
    path("o/<slug:organisation>/imports/<int:pk>/ecrire", views.do_import, name="do_import"),
    path("o/<slug:organisation>/imports/<int:pk>/defaire", views.undo_import, name="undo_import"),
    path("o/<slug:organisation>/devoirs", views.duties, name="duties"),
    path("o/<slug:organisation>/devoirs.csv", views.duties_csv, name="duties_csv"),
    path("o/<slug:organisation>/usages/<int:pk>/devoirs", views.use_duties, name="use_duties"),
    path("o/<slug:organisation>/usages/<int:pk>/devoirs.csv", views.use_duties_csv, name="use_duties_csv"),
    path("o/<slug:organisation>/usages/<int:pk>/niveaux", views.tiers, name="tiers"),
    path("o/<slug:organisation>/usages/<int:pk>/aipd", views.pia, name="pia"),
    path("o/<slug:organisation>/usages/<int:pk>/aipd.json", views.pia_json, name="pia_json"),
    path("o/<slug:organisation>/usages/<int:pk>/aipd/retirer", views.remove_pia, name="remove_pia"),
    path("o/<slug:organisation>/usages/nouveau", views.draft, name="draft"),
    path("o/<slug:organisation>/usages/<int:pk>/fiche", views.describe, name="describe"),
    path("o/<slug:organisation>/usages/<int:pk>/publier", views.publish, name="publish"),
    path("o/<slug:organisation>/usages/<int:pk>/retirer", views.withdraw, name="withdraw"),
    path("o/<slug:organisation>/usages/<int:pk>/reexamen", views.reconsider, name="reconsider"),
    path(
        "p/<slug:organisation>/siege/<str:token>/usages/<int:pk>/reexamen",
        views.seat_reconsider,
        name="seat_reconsider",
    ),
    path("o/<slug:organisation>/usages/<int:pk>/faits", views.facts, name="facts"),
    path("o/<slug:organisation>/usages/<int:pk>/portes", views.gates, name="gates"),
    path("o/<slug:organisation>/portes/<int:pk>/suivi", views.frame_gate, name="frame_gate"),
    path("o/<slug:organisation>/portes/<int:pk>/fermer", views.close_gate, name="close_gate"),
    path("o/<slug:organisation>/portes/<int:pk>/rouvrir", views.reopen_gate, name="reopen_gate"),
    path("o/<slug:organisation>/usages/<int:pk>/gains", views.gains, name="gains"),
    path("o/<slug:organisation>/usages/<int:pk>/gains/nouveau", views.gain, name="gain"),
    path("o/<slug:organisation>/gains/<int:pk>/retirer", views.remove_gain, name="remove_gain"),
    path("o/<slug:organisation>/usages/<int:pk>/coups-durs", views.robustness, name="robustness"),
    path("o/<slug:organisation>/usages/<int:pk>/coups-durs/nouvelle", views.play_cards, name="play_cards"),
    path("o/<slug:organisation>/coups-durs/<int:pk>", views.stress_session, name="stress_session"),
    path("o/<slug:organisation>/coups-durs/<int:pk>/retirer", views.remove_session, name="remove_session"),
    path(_CARD, views.record_knock, name="record_knock"),
    path(f"{_CARD}/defaire", views.undo_knock, name="undo_knock"),
    path(f"{_CARD}/marge", views.create_margin, name="create_margin"),
    path("o/<slug:organisation>/usages/<int:pk>/meme-outil", views.same_tool, name="same_tool"),
    path("<slug:organisation>/registre", views.register, name="public"),
    path("<slug:organisation>/registre.<table:suffix>", views.register_file, name="public_file"),
    path("<slug:organisation>/registre.algoritmeregister.json", views.register_dutch, name="public_dutch"),
    path("<slug:organisation>/registre.atrs.csv", views.register_atrs, name="public_atrs"),
    path("<slug:organisation>/registre.inventaire.csv", views.register_inventory, name="public_inventory"),
    path("<slug:organisation>/registre.json", views.register_json, name="public_json"),
    path("<slug:organisation>/registre/<slug:slug>", views.entry, name="entry"),
    path("<slug:organisation>/registre/<slug:slug>.json", views.entry_json, name="entry_json"),
]
