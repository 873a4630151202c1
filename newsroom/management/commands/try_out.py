import os
import secrets

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError

NAME = "editor"


class Command(BaseCommand):
    help = "Makes an account for trying Newsroom out, an editor and moderator, and prints its password."

    def handle(self, **options):
        if not settings.DEBUG:
            raise CommandError(
                "This account is for trying out; make real ones with createsuperuser and the admin."
            )
        password = kept_password(settings.VAR_DIR / "try-out-password")
        user, created = User.objects.get_or_create(username=NAME, defaults={"is_staff": True})
        if created:
            user.set_password(password)
            user.save()
            user.groups.set(Group.objects.filter(name__in=["Editors", "Moderators"]))
        if user.check_password(password):
            self.stdout.write(f"Sign in at /admin/ as {NAME} with the password {password}")
        else:
            self.stdout.write(f"Sign in at /admin/ as {NAME} with the password that you have given it.")


def kept_password(path):
    """The password in the file; a new one is put there, for its owner's eyes only, if there is none."""
    if not path.exists():
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(9))
    return path.read_text()
