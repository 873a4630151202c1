from django.db import migrations
from django.db.models import Exists, F, OuterRef, Subquery


def fill(apps, schema_editor):
    """Articles that readers see are published, or drafts if they were changed since; those that readers saw once are
    unpublished; the rest are drafts, as the column's default says. Whoever saved an article first has begun it.
    """
    Article, Edition, Revision = (
        apps.get_model("articles", name) for name in ("Article", "Edition", "Revision")
    )
    editions = Edition.objects.filter(article=OuterRef("pk"))
    Article.objects.filter(Exists(editions)).update(state="unpublished")
    Article.objects.filter(Exists(editions.filter(retired_at=None))).update(state="published")
    newest = Revision.objects.filter(article=OuterRef("article")).order_by("-number").values("pk")[:1]
    behind = (
        Edition.objects.filter(retired_at=None)
        .annotate(newest=Subquery(newest))
        .exclude(revision=F("newest"))
    )
    for edition in behind.select_related("revision").iterator(chunk_size=200):
        if Revision.objects.get(pk=edition.newest).content != edition.revision.content:
            Article.objects.filter(pk=edition.article_id).update(state="draft")
    first = Revision.objects.filter(article=OuterRef("pk")).order_by("number").values("saved_by")[:1]
    Article.objects.update(created_by=Subquery(first))


class Migration(migrations.Migration):
    dependencies = [("articles", "0012_article_state")]

    # The columns themselves go with the migration before.
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
