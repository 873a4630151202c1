from .comment import Comment
from .decision import Decision
from .discussion import Discussion
from .policy import Policy, PolicyChange
from .report import Appeal, ErrorReport, Report
from .rule import Rule
from .thread import Thread

__all__ = [
    "Appeal",
    "Comment",
    "Decision",
    "Discussion",
    "ErrorReport",
    "Policy",
    "PolicyChange",
    "Report",
    "Rule",
    "Thread",
]
