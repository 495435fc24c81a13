from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    name = "balises.processes"
    default_auto_field = "django.db.models.BigAutoField"
