"""What machines learn of a story. All of it is on its page already, so nothing is asked of the database."""

from django.utils import timezone

from articles.bylines import signing_name
from articles.kinds import Kind

from .excerpts import excerpt
from .head import Metadata
from .things import correction, iso, language, paper_id, person, picture_of, topic, trail

# Those that schema.org has a narrower word for.
KINDS = {
    Kind.ANALYSIS: ["NewsArticle", "AnalysisNewsArticle"],
    Kind.OPINION: ["NewsArticle", "OpinionNewsArticle"],
    Kind.REVIEW: ["NewsArticle", "ReviewNewsArticle"],
}
# So many topics are named, those of most sections first; and so many of them are what a story is about.
MOST_TOPICS, MAIN_TOPICS = 10, 3


def of_story(site, story, comment_count, comments):
    """The Metadata of a story's page with the things that of_comments() makes of a page of its comments."""
    topics = story.topics[:MOST_TOPICS]
    pictures = [picture_of(section.image, site) for section in story.sections if section.image]
    description = excerpt(story.standfirst or " ".join(section.text[:500] for section in story.sections[:2]))
    authors = [part.author for part in story.byline if part.author]
    return Metadata(
        site=site,
        path=story.url,
        title=story.title,
        description=description,
        kind="article",
        picture=pictures[0] if pictures else None,
        properties=[
            ("article:published_time", iso(story.published_at)),
            ("article:modified_time", iso(story.changed_at)),
            *(("article:author", site + author.get_absolute_url()) for author in authors),
            ("article:section", story.desk.name),
            *(("article:tag", tag.name) for tag in topics),
        ],
        things=[
            article(site, story, pictures, topics)
            | {"description": description, "commentCount": comment_count, "comment": comments},
            trail(site, (story.desk.name, story.desk.get_absolute_url()), (story.title, story.url)),
        ],
    )


def article(site, story, pictures, topics):
    url = site + story.url
    return {
        "@type": KINDS.get(story.kind, "NewsArticle"),
        "@id": f"{url}#story",
        "url": url,
        "mainEntityOfPage": url,
        "headline": story.title,
        "genre": str(story.label),
        "inLanguage": language(),
        "datePublished": iso(story.published_at),
        "dateModified": iso(story.changed_at),
        "author": writers(site, story),
        "publisher": paper_id(site),
        "copyrightHolder": paper_id(site),
        "copyrightYear": timezone.localdate(story.published_at, timezone.get_default_timezone()).year,
        "image": [picture.thing() for picture in pictures],
        "video": videos(story),
        "articleSection": story.desk.name,
        "keywords": [tag.name for tag in topics],
        "about": [topic(tag, site) for tag in topics[:MAIN_TOPICS]],
        "wordCount": story.words,
        "timeRequired": f"PT{story.minutes}M",
        "isAccessibleForFree": True,
        "hasPart": [
            {"@type": "WebPageElement", "@id": f"{url}#{section.anchor}", "name": section.heading}
            for section in story.sections
            if section.heading
        ],
        "correction": [correction(note, note.number, url) for note in story.corrections],
        "version": story.number,
    }


def writers(site, story):
    """Those who have pages; else whom the by-line names; else the paper."""
    known = [person(part.author, site) for part in story.byline if part.author]
    printed = signing_name("".join(part.text for part in story.byline))
    return known or ([{"@type": "Person", "name": printed}] if printed else [paper_id(site)])


def videos(story):
    return [
        {
            "@type": "VideoObject",
            "name": section.heading or story.title,
            "url": f"https://www.youtube.com/watch?v={section.video}",
            "embedUrl": f"https://www.youtube-nocookie.com/embed/{section.video}",
        }
        for section in story.sections
        if section.video
    ]
