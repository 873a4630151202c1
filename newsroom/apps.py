from django.apps import AppConfig
from django.db.models.signals import post_migrate


class NewsroomConfig(AppConfig):
    name = "newsroom"

    def ready(self):
        # It imports models, which are there only now.
        from .keeping.triggers import watch

        post_migrate.connect(watch, sender=self)
