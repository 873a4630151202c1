from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Newsroom")

    def ready(self):
        # They import models, which are there only now.
        from .keeping import purging
        from .keeping.triggers import watch

        post_migrate.connect(watch, sender=self)
        purging.listen()
