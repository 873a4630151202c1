"""What machines learn of the comments on a page."""

from articles.richtext import to_text

from ..jinja import address_of
from .things import iso


def of_comments(site, path, threads):
    """The comments with which the threads on a story's page begin, but for what is folded, each with the
    number of its replies: to repeat them all would double the page. path is the story's.
    """
    permalink = address_of("comment")
    return [
        {
            "@type": "Comment",
            "@id": f"{site}{path}#comment-{comment.pk}",
            "url": site + permalink(comment.pk),
            "author": {"@type": "Person", "name": comment.name},
            "datePublished": iso(comment.posted_at) if comment.posted_at else None,
            "text": to_text(comment.quotation + comment.html),
            "commentCount": thread.comment_count - 1,
        }
        for thread in threads
        for comment in thread.comments[:1]
        if not comment.is_tombstone
    ]
