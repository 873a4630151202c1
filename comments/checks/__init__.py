"""The checks of a comment, by what they look at. Each takes a Draft and returns a Verdict; which are asked,
and in which order, says comments/moderation.py.
"""
