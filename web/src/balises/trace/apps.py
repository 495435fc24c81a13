from django.apps import AppConfig


class TraceConfig(AppConfig):
    name = "balises.trace"
    default_auto_field = "django.db.models.BigAutoField"
