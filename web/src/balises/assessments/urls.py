from django.urls import path

from balises.assessments import views

app_name = "assessments"

_GRID = "o/<slug:organisation>/grilles/<int:pk>"
_SHEET = f"{_GRID}/papier/<int:assessor>"
_QUESTION = f"{_GRID}/questions/<int:number>"
_SEAT = "p/<slug:organisation>/siege/<str:token>"
_RECEIVED = "o/<slug:organisation>/analyses-recues/<int:pk>"
_SEAT_GRID = f"{_SEAT}/grille/<int:pk>"

urlpatterns = [
    path("o/<slug:organisation>/grilles", views.assessments, name="assessments"),
    path("o/<slug:organisation>/usages/<int:pk>/regarder", views.open_grid, name="open"),
    path(_GRID, views.assessment, name="assessment"),
    path(f"{_GRID}/coter", views.rate, name="rate"),
    path(f"{_GRID}/joindre/<int:number>", views.join_evidence, name="join_evidence"),
    path(f"{_GRID}/pieces/<int:evidence>", views.evidence_file, name="evidence_file"),
    path(f"{_GRID}/pieces/<int:evidence>/effacer", views.erase_evidence, name="erase_evidence"),
    path(f"{_GRID}/partager", views.share, name="share"),
    path(f"{_GRID}/prevenir", views.tell, name="tell"),
    path(_QUESTION, views.criterion, name="criterion"),
    path(f"{_QUESTION}/ensemble", views.say_together, name="say_together"),
    path(f"{_QUESTION}/ensemble/retirer", views.take_joint_rating_back, name="take_joint_rating_back"),
    path(f"{_QUESTION}/avis", views.dissent, name="dissent"),
    path(_SHEET, views.paper, name="paper"),
    path(f"{_SHEET}/saisie", views.enter_paper, name="enter_paper"),
    path(f"{_SHEET}/reprendre", views.resume_paper, name="resume_paper"),
    path(f"{_SHEET}/effacer", views.erase_paper, name="erase_paper"),
    path(f"{_SHEET}/questions/<int:number>", views.paper_dissent, name="paper_dissent"),
    path(_SEAT, views.seat, name="seat"),
    path(_SEAT_GRID, views.seat_rate, name="seat_rate"),
    path(f"{_SEAT_GRID}/joindre/<int:number>", views.seat_join_evidence, name="seat_join_evidence"),
    path(f"{_SEAT_GRID}/pieces/<int:evidence>", views.seat_evidence_file, name="seat_evidence_file"),
    path(f"{_SEAT_GRID}/pieces/<int:evidence>/effacer", views.seat_erase_evidence, name="seat_erase_evidence"),
    path(f"{_SEAT_GRID}/questions/<int:number>", views.seat_dissent, name="seat_dissent"),
    path("o/<slug:organisation>/grilles/<int:pk>/coter/remarques", views.remarks, name="remarks"),
    path("p/<slug:organisation>/siege/<str:token>/grille/<int:pk>/remarques", views.seat_remarks, name="seat_remarks"),
    path(f"{_GRID}/ailleurs", views.beside, name="beside"),
    path(f"{_SEAT_GRID}/ailleurs", views.seat_beside, name="seat_beside"),
    path("o/<slug:organisation>/usages/<int:pk>/confier", views.let_out, name="let_out"),
    path("o/<slug:organisation>/usages/<int:pk>/autre-organisation", views.elsewhere, name="elsewhere"),
    path(_RECEIVED, views.received, name="received"),
    path(f"{_RECEIVED}/garder", views.keep_findings, name="keep_findings"),
    path(f"{_RECEIVED}/retirer", views.remove_findings, name="remove_findings"),
    path("o/<slug:organisation>/grille", views.own_grid, name="own_grid"),
    path("o/<slug:organisation>/grille/editions/<int:number>", views.own_edition, name="own_edition"),
    path("o/<slug:organisation>/grille/editions/<int:number>.yaml", views.own_edition_yaml, name="own_edition_yaml"),
    path("o/<slug:organisation>/grille/editions/<int:number>.json", views.own_edition_json, name="own_edition_json"),
    path("o/<slug:organisation>/grille/chantier", views.workbench, name="workbench"),
    path("o/<slug:organisation>/grille/chantier/importer", views.import_grid, name="import_grid"),
    path("o/<slug:organisation>/grille/chantier/question/<str:code>", views.bench_criterion, name="bench_criterion"),
    path("o/<slug:organisation>/grille/chantier/nouvelle", views.add_criterion, name="add_criterion"),
    path("o/<slug:organisation>/grille/chantier/publier", views.publish_grid, name="publish_grid"),
    path("o/<slug:organisation>/grille/chantier/abandonner", views.drop_draft, name="drop_draft"),
]
