from django.core.management.base import BaseCommand, CommandError

from comments.checking import check_threads
from comments.models import Comment, Thread


class Command(BaseCommand):
    help = "Checks every thread's tree and every counter against the rows; exits with 1 if one stays wrong."

    def add_arguments(self, parser):
        parser.add_argument("--fix", action="store_true", help="mend what is wrong")

    def handle(self, *, fix, **options):
        left = 0
        for problem in check_threads(fix=fix):
            self.stdout.write(str(problem))
            left += not problem.mended
        self.stdout.write(
            f"{Thread.objects.count()} threads with {Comment.objects.count()} comments checked."
        )
        if left:
            raise CommandError(f"{left} problems left.", returncode=1)
