"""Making what several writers may make at the same moment."""

from django.db import IntegrityError, transaction

TRIES = 10


def found_or_made(find, make):
    """What find() gives, else what make() makes; if another writer made it between the two, look again.

    make must fail with IntegrityError, by a unique constraint, when it comes too late. Raises that error if
    it fails time after time.
    """
    for last_try in [False] * (TRIES - 1) + [True]:
        if found := find():
            return found
        try:
            with transaction.atomic():
                return make()
        except IntegrityError:
            if last_try:
                raise
