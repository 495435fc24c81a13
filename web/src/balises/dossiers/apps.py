from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "balises.dossiers"
