from django.apps import AppConfig


class DeliberationsConfig(AppConfig):
    name = "balises.deliberations"
    default_auto_field = "django.db.models.BigAutoField"
