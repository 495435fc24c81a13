from django.apps import AppConfig


class ChartersConfig(AppConfig):
    name = "balises.charters"
    default_auto_field = "django.db.models.BigAutoField"
