from django.apps import AppConfig


class AnalysesConfig(AppConfig):
    name = "balises.analyses"
    default_auto_field = "django.db.models.BigAutoField"
