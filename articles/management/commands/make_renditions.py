from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand

from articles import pictures, renditions
from articles.models import Image


class Command(BaseCommand):
    help = (
        "Makes the widths of pictures that are missing, after an import or when the files were moved, and "
        "takes in what was stored before uploads were cleaned."
    )

    def handle(self, **options):
        taken_in = made = refused = 0
        for image in Image.objects.order_by("pk").iterator(chunk_size=200):
            try:
                if not image.sha256:
                    pictures.take_in_again(image)
                    taken_in += 1
                else:
                    made += renditions.make(image)
            except (ValidationError, OSError) as error:
                refused += 1
                reason = " ".join(error.messages) if isinstance(error, ValidationError) else error
                self.stderr.write(f"{image.file.name}: {reason}")
        self.stdout.write(f"{taken_in} taken in, {made} widths made, {refused} left as they are.")
