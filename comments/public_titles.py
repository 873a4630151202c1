from django.db.models import OuterRef, Subquery

from articles.models import Edition


def public_title(article):
    """The headline that readers see, or saw last, of the article in a column: moderators see no drafts."""
    return Subquery(Edition.objects.filter(article=OuterRef(article)).order_by("-number").values("title")[:1])
