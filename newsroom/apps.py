from django.apps import AppConfig
from django.core.checks import register
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Newsroom")

    def ready(self):
        # They import models, which are there only now.
        from .keeping import purging
        from .keeping.triggers import watch
        from .site_files import check_security_contact

        post_migrate.connect(watch, sender=self)
        register(check_security_contact)
        purging.listen()
