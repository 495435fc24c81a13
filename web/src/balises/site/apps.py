from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "balises.site"
    label = "balises_site"
