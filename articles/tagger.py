"""Giving the sections of new stories their tags: the site's own, and suggestions made of new names."""

from collections import defaultdict

from .gazetteer import world
from .models import FormerTag, Tag, TagAlias
from .naming import find_names
from .slugs import free_slug
from .tagging import TagFinder

TRIES = 5


class Tagger:
    """Knows the site's tags, and makes new ones of the names that it finds in stories.

    Which tags a story gets does not depend on the stories before it: a suggested tag is given only where
    naming.py finds its name, a confirmed one wherever its name or an alias occurs, a dropped one nowhere.
    """

    def __init__(self, finder, *, suggest):
        """finder: a TagFinder of the site's own tags. suggest: whether to find new names as well."""
        self.finder, self.suggest = finder, suggest
        self.known, self.slugs = defaultdict(dict), set()

    @classmethod
    def of_site(cls, suggest=True):
        """A tagger that knows the tags in the database. Without suggest it gives the confirmed ones only."""
        tagger = cls(TagFinder.of_site(), suggest=suggest)
        if suggest:
            # Now, because reading it takes more memory for a moment than most stories do.
            world()
            tagger.learn(Tag.objects.all(), TagAlias.objects.all())
        return tagger

    def tag(self, title, texts):
        """For each text of a story the ids of its tags; new ones are made. One query if nothing is new."""
        names = find_names(title, texts) if self.suggest else [[] for _ in texts]
        ids = self.ids_of({name for found in names for name in found})
        whole_names = TagFinder((name.text, ids[name], True) for name in ids if " " in name.text)
        tags = [
            self.finder.find(text, also=whole_names) | {ids[name] for name in found if name in ids}
            for text, found in zip(texts, names, strict=True)
        ]
        # An editor may have dropped or merged some since they were learnt.
        given = Tag.objects.public().filter(pk__in=set().union(*tags)).values_list("pk", flat=True)
        return [found.intersection(given) for found in tags] if any(tags) else tags

    def learn(self, tags, aliases):
        """Remember tags, and the tags of aliases, under their names."""
        if not self.slugs:
            # An address that once led to a tag still does.
            self.slugs.update(FormerTag.objects.values_list("slug", flat=True))
        for tag in tags.order_by("pk"):
            self.known[tag.name.casefold()][tag.pk] = tag
            self.slugs.add(tag.slug)
        for alias in aliases.order_by("pk").select_related("tag"):
            self.known[alias.name.casefold()][alias.tag_id] = alias.tag

    def ids_of(self, names):
        """The ids of the tags of the names, without those whose tag was dropped."""
        self.make({name for name in names if name.text.casefold() not in self.known})
        tags = {name: self.tag_of(name) for name in names}
        return {name: tag.pk for name, tag in tags.items() if tag}

    def tag_of(self, name):
        """The tag that a name leads to: rather a confirmed one, of its kind. None if dropped."""
        tags = [tag for tag in self.known.get(name.text.casefold(), {}).values() if tag.is_public()]
        return min(
            tags,
            key=lambda tag: (tag.state != Tag.State.CONFIRMED, tag.kind != name.kind, tag.pk),
            default=None,
        )

    def make(self, names):
        """Make suggested tags of new names. What another process has made meanwhile is learnt instead."""
        for _ in range(TRIES if names else 0):
            spellings = [name.text for name in names]
            self.learn(Tag.objects.filter(name__in=spellings), TagAlias.objects.filter(name__in=spellings))
            names = {name for name in names if name.text.casefold() not in self.known}
            if not names:
                return
            tags = [self.suggestion(name) for name in sorted(names, key=lambda name: (name.text, name.kind))]
            # A conflict is another process's tag of this name, found in the next round, or its slug for
            # another name: then there is a next round with the next slug.
            Tag.objects.bulk_create(tags, ignore_conflicts=True)

    def suggestion(self, name):
        slug = free_slug(name.text, self.slugs.__contains__, fallback="topic")
        self.slugs.add(slug)
        return Tag(name=name.text, kind=name.kind, slug=slug, state=Tag.State.SUGGESTED)
