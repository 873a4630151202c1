"""Benchmarks: what things cost, as figures and ratios that one run compares. make bench prints them.

A benchmark is a function that yields Figures; BENCHMARKS lists them in the order in which they run. Each
starts with an empty scratch database.
"""

from .archive import reading_archive
from .browsing import browsing
from .delivering import delivering
from .discussion import reading_discussions
from .enduring import enduring
from .form import editors_form
from .importing import importing
from .keeping import keeping_pages
from .moderating import moderating
from .naming import finding_names
from .pages import story_page
from .posting import posting
from .queue import moderators_queue
from .reading import reading_dumps
from .yardstick import yardstick

BENCHMARKS = [
    yardstick,
    reading_dumps,
    importing,
    finding_names,
    story_page,
    browsing,
    reading_archive,
    reading_discussions,
    keeping_pages,
    delivering,
    enduring,
    editors_form,
    moderating,
    moderators_queue,
    posting,
]
