#!/usr/bin/env python
"""Newsroom's command line."""

import os
import sys

from django.core.management import execute_from_command_line


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    # Typed at a command line: newsroom/settings.py then takes a missing secret for somebody trying Newsroom
    # out. The web server's entry (newsroom/wsgi.py) does not say so, and there a missing secret stops the
    # start.
    os.environ.setdefault("AT_COMMAND_LINE", "true")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
