from django.apps import AppConfig
<<<<<<< HEAD
from django.db.models.signals import post_migrate
=======
from django.utils.translation import gettext_lazy as _
>>>>>>> main


class NewsroomConfig(AppConfig):
    name = "newsroom"
<<<<<<< HEAD

    def ready(self):
        # It imports models, which are there only now.
        from .keeping.triggers import watch

        post_migrate.connect(watch, sender=self)
=======
    verbose_name = _("Newsroom")
>>>>>>> main
