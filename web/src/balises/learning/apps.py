from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "balises.learning"
    default_auto_field = "django.db.models.BigAutoField"
