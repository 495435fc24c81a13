from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "balises.register"
    default_auto_field = "django.db.models.BigAutoField"
