from django.apps import AppConfig


class CardsConfig(AppConfig):
    name = "balises.cards"
    default_auto_field = "django.db.models.BigAutoField"
