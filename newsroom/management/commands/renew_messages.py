from django.conf import settings
from django.core.management.base import BaseCommand

from newsroom import catalogue


class Command(BaseCommand):
    help = "Renews newsroom/locale from the sources and compiles it."

    def handle(self, **options):
        for file, waiting in catalogue.renew().items():
            self.stdout.write(f"{file.relative_to(settings.BASE_DIR)}: {waiting} to translate")
