"""What robots may read: one rule for all, and rows of rules for some, which chiefs keep in the admin.

https://www.rfc-editor.org/rfc/rfc9309
"""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

# What is nobody's or leads to no end of addresses.
REFUSED_TO_ALL = ["/admin/", "/comments/", "/search/"]
ALL, EVERYTHING = "*", "/"
# A number sign would begin a remark.
PATH = re.compile(r'/[!"$-~]*')


def validate_paths(text):
    """Refuse what robots would not understand."""
    for line in text.split():
        if not PATH.fullmatch(line):
            raise ValidationError(_("“%(line)s” is no path: it begins with a slash."), params={"line": line})


class Robot(models.Model):
    """A robot that reads the site by a rule of its own."""

    name = models.CharField(
        _("name"),
        max_length=80,
        validators=[
            RegexValidator(
                r"^(?:\*|[\w-]+)\Z", _("A name has letters, digits, “-” and “_” only."), flags=re.ASCII
            )
        ],
        help_text=_("As it calls itself, like GPTBot. * stands for all that have no rule of their own."),
    )
    refused = models.TextField(
        _("may not read"),
        blank=True,
        default=EVERYTHING,
        validators=[validate_paths],
        help_text=_("Beginnings of addresses, one a line, like /archive/. A single / is everything."),
    )

    class Meta:
        verbose_name = _("rule for a robot")
        verbose_name_plural = _("rules for robots")
        ordering = [Lower("name")]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="robot_named_once",
                violation_error_message=_("There is a rule for this robot already."),
            )
        ]

    def __str__(self):
        return self.name


def rules():
    """Pairs of a robot's name and the paths that it may not read; that for all others first. One query."""
    own = {robot.name: robot.refused.split() for robot in Robot.objects.all()}
    # A robot reads the one rule that names it, so each has what all are refused.
    return [
        (name, [EVERYTHING] if EVERYTHING in paths else [*REFUSED_TO_ALL, *paths])
        for name, paths in ({ALL: []} | own).items()
    ]
