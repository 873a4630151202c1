#!/usr/bin/env python
"""Newsroom's command line."""

import os
import sys

from django.core.management import execute_from_command_line


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    # Without a secret this can only be somebody trying Newsroom out. The web server's entry
    # (newsroom/wsgi.py) has no such default: there a missing secret stops the start.
    if "SECRET_KEY" not in os.environ:
        os.environ.setdefault("DEBUG", "true")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
