"""Public pages are the same bytes for everyone, so they may be kept: by browsers, by caches on the way, and
by Newsroom itself.

public.py says which views are public and what caches are told of their pages; middleware.py answers from what
is kept.
"""
