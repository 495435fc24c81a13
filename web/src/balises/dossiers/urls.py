from django.urls import path

from balises.dossiers import views

app_name = "dossiers"
_REPORT = "o/<slug:organisation>/usages/<int:pk>/rapport"
_BRIEF = f"{_REPORT}/bref"

urlpatterns = [
    path("o/", views.mine, name="mine"),
    path("o/<slug:organisation>", views.organisation, name="organisation"),
    path("o/<slug:organisation>/demarche/<int:pk>", views.process, name="process"),
    path("o/<slug:organisation>/fil/<int:pk>", views.thread, name="thread"),
    path("o/<slug:organisation>/usages/<int:pk>", views.use, name="use"),
    path(_REPORT, views.report, name="report"),
    path(f"{_REPORT}.json", views.report_json, name="report_json"),
    path(f"{_REPORT}.pdf", views.report_file, {"suffix": "pdf"}, name="report_pdf"),
    path(f"{_REPORT}.odt", views.report_file, {"suffix": "odt"}, name="report_odt"),
    path(f"{_REPORT}.docx", views.report_file, {"suffix": "docx"}, name="report_docx"),
    path(_BRIEF, views.report, {"is_brief": True}, name="brief"),
    path(f"{_BRIEF}.pdf", views.report_file, {"suffix": "pdf", "is_brief": True}, name="brief_pdf"),
    path(f"{_BRIEF}.odt", views.report_file, {"suffix": "odt", "is_brief": True}, name="brief_odt"),
    path(f"{_BRIEF}.docx", views.report_file, {"suffix": "docx", "is_brief": True}, name="brief_docx"),
]
