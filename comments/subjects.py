"""How a command is told which reader it is about."""

from uuid import UUID

from django.core.management.base import CommandError

from .models import Comment
from .privacy import Person


def add_arguments(parser):
    parser.add_argument("reader", nargs="?", type=UUID, metavar="READER_ID", help="the id in their cookie")
    parser.add_argument(
        "--comment", type=int, metavar="NUMBER", help="the reader who wrote this comment; its page names it"
    )


def person_of(*, reader, comment):
    """The Person whom the arguments name. Raises CommandError unless they name just one."""
    if (reader is None) == (comment is None):
        raise CommandError("Name the reader's id, or one of their comments with --comment.")
    if reader:
        return Person(reader=reader)
    try:
        return Person.who_wrote(comment)
    except Comment.DoesNotExist as error:
        raise CommandError(f"There is no comment {comment}.") from error
