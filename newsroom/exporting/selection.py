"""Which articles are exported."""

from django.db.models import Exists, OuterRef, Q

from articles.models import Article, Edition


def articles_of(desk=None):
    """All articles, or those of a desk: as readers find them, and drafts as they are filed."""
    articles = Article.objects.order_by("pk")
    if desk is None:
        return articles
    current = Edition.objects.current().order_by().filter(article=OuterRef("pk"))
    return articles.filter(Exists(current.filter(desk=desk)) | Q(~Exists(current), desk=desk))
