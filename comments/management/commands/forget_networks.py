from django.core.management.base import BaseCommand

from comments.networks import forget
from comments.policy import in_force


class Command(BaseCommand):
    help = "Forgets from which network comments and reports came, after the days that the site's policy says."

    def handle(self, **options):
        days = in_force(None).network_days
        self.stdout.write(f"Networks forgotten, older than {days} days: {forget(days)}")
