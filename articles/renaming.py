"""New addresses of tags and authors. The old ones lead there in one hop, and are given to nobody else."""

from .models import FormerAuthor, FormerTag


def keep_former_tag(tag, slug):
    """Let the slug lead to the tag, which has been saved under another one."""
    if slug != tag.slug:
        FormerTag.objects.update_or_create(slug=slug, defaults={"tag": tag})
    # Back at an address of its own, it needs no way there.
    tag.former.filter(slug=tag.slug).delete()


def keep_former_author(author, name, slug):
    """Let the slug lead to the author, who has been saved under another slug or name; by-lines with the name
    do, too.
    """
    if slug != author.slug or name != author.name:
        FormerAuthor.objects.update_or_create(slug=slug, name=name, defaults={"author": author})
    author.former.filter(slug=author.slug, name=author.name).delete()
