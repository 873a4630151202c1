"""What machines learn of the public pages: who wrote what and when, and where it belongs."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils.html import escape

from articles.corrections import ToReaders
from articles.models import Author, Desk, Edition
from articles.publishing import publish, unpublish
from articles.tests.builders import make_article, make_image, make_story, make_tag
from articles.tests.files import photo
from comments.deciding import decide
from comments.models import Comment
from comments.tests.builders import make_comment, without_limits
from newsroom.models import Page, Paper
from newsroom.tests.feed_reader import read
from newsroom.tests.metadata_reader import Read
from newsroom.tests.schema_org import unknown_words

pytestmark = pytest.mark.django_db

THEN = datetime(2023, 9, 13, 21, 36, tzinfo=UTC)
URL = "/2023/09/13/ferry-returns/"
HERE = f"http://testserver{URL}"


@pytest.fixture
def story():
    bay, crew = make_tag("Whitmoor Bay"), make_tag("The crew", kind="topic")
    boat = make_image(photo((1800, 1200)), alt_text="A boat", caption="It is back", credit="Wren")
    return make_story(
        "Ferry returns",
        at=THEN,
        standfirst="After nine weeks.",
        byline="Nora Pell and Ole Gannet, Harbour",
        authors=["Nora Pell", "Ole Gannet"],
        sections=[
            {
                "text": "The boat is back.",
                "tags": [bay],
                "image": boat,
            },
            {"heading": "The crew", "text": "They slept.", "tags": [bay, crew], "video": "kT9_wQ2rXbE"},
        ],
    )


def test_a_story_is_a_news_article_with_its_writers_pictures_and_topics(story):
    article = Read(URL).thing("NewsArticle")
    [picture] = article.pop("image")
    assert re.fullmatch(r"http://testserver/media/images/[0-9a-f]+-1600\.webp", picture.pop("url"))
    assert picture == {
        "@type": "ImageObject",
        "width": 1600,
        "height": 1067,
        "caption": "It is back",
        "creditText": "Wren",
    }
    paper = {"@id": "http://testserver/#paper"}
    assert article == {
        "@type": "NewsArticle",
        "@id": f"{HERE}#story",
        "url": HERE,
        "mainEntityOfPage": HERE,
        "headline": "Ferry returns",
        "description": "After nine weeks.",
        "inLanguage": "en-GB",
        "datePublished": THEN.isoformat(),
        "dateModified": THEN.isoformat(),
        "author": [
            {
                "@type": "Person",
                "@id": f"http://testserver/authors/{slug}/#person",
                "name": name,
                "url": f"http://testserver/authors/{slug}/",
            }
            for name, slug in [("Nora Pell", "nora-pell"), ("Ole Gannet", "ole-gannet")]
        ],
        "publisher": paper,
        "copyrightHolder": paper,
        "copyrightYear": 2023,
        "video": [
            {
                "@type": "VideoObject",
                "name": "The crew",
                "url": "https://www.youtube.com/watch?v=kT9_wQ2rXbE",
                "embedUrl": "https://www.youtube-nocookie.com/embed/kT9_wQ2rXbE",
            }
        ],
        "articleSection": "Harbour",
        "keywords": ["Whitmoor Bay", "The crew"],
        "about": [
            {"@type": "Place", "@id": "http://testserver/topics/whitmoor-bay/#topic", "name": "Whitmoor Bay"},
            {"@type": "Thing", "@id": "http://testserver/topics/the-crew/#topic", "name": "The crew"},
        ],
        "wordCount": 6,
        "timeRequired": "PT1M",
        "isAccessibleForFree": True,
        "hasPart": [{"@type": "WebPageElement", "@id": f"{HERE}#the-crew", "name": "The crew"}],
        "version": 1,
        "commentCount": 0,
    }


@pytest.mark.usefixtures("story")
def test_a_story_says_where_it_stands():
    way = Read(URL).thing("BreadcrumbList")["itemListElement"]
    assert [(step["position"], step["name"], step["item"]) for step in way] == [
        (1, "Front page", "http://testserver/"),
        (2, "Harbour", "http://testserver/harbour/"),
        (3, "Ferry returns", HERE),
    ]


@pytest.mark.usefixtures("story")
def test_programs_that_show_a_link_find_words_and_a_picture():
    page = Read(URL)
    [picture] = page.og("og:image")
    assert picture.endswith("-1600.webp")
    found = {name: page.og(name) for name, _content in page.open_graph}
    del found["og:image"]
    assert found == {
        "og:type": ["article"],
        "og:url": [HERE],
        "og:title": ["Ferry returns"],
        "og:description": ["After nine weeks."],
        "og:site_name": ["Newsroom"],
        "og:locale": ["en_GB"],
        "og:image:width": ["1600"],
        "og:image:height": ["1067"],
        "og:image:alt": ["A boat"],
        "article:published_time": [THEN.isoformat()],
        "article:modified_time": [THEN.isoformat()],
        "article:author": ["http://testserver/authors/nora-pell/", "http://testserver/authors/ole-gannet/"],
        "article:section": ["Harbour"],
        "article:tag": ["Whitmoor Bay", "The crew"],
    }
    assert (page.meta("twitter:card"), page.meta("twitter:image:alt")) == (
        ["summary_large_image"],
        ["A boat"],
    )


@pytest.mark.parametrize(
    ("kind", "types"),
    [
        ("news", "NewsArticle"),
        ("interview", "NewsArticle"),
        ("analysis", ["NewsArticle", "AnalysisNewsArticle"]),
        ("opinion", ["NewsArticle", "OpinionNewsArticle"]),
        ("review", ["NewsArticle", "ReviewNewsArticle"]),
    ],
)
def test_what_kind_of_work_a_story_is_is_said_to_machines_too(kind, types):
    make_story("Ferry returns", at=THEN, kind=kind)
    article = Read(URL).thing("NewsArticle")
    assert article["@type"] == types
    assert article.get("genre") == (None if kind == "news" else kind)


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("Wren, on the quay", {"@type": "Person", "name": "Wren"}),
        ("", {"@id": "http://testserver/#paper"}),
    ],
)
def test_whoever_has_no_page_is_named_and_the_paper_stands_for_nobody(byline, author):
    make_story("Ferry returns", at=THEN, byline=byline)
    assert Read(URL).thing("NewsArticle")["author"] == [author]


# Times


def times_of(story):
    """What each place says of the story's last change."""
    url = story.current_edition().get_absolute_url()
    page = Read(url)
    html = page.html
    shown = re.search(r'Updated[^>]*<time datetime="([^"]+)">', html) or re.search(
        r'class="times">\s*<time datetime="([^"]+)">', html
    )
    [mapped] = re.findall(r"<lastmod>([^<]+)<", Client().get("/sitemap-2023-09.xml").content.decode())
    return {
        "dateModified": page.thing("NewsArticle")["dateModified"],
        "article:modified_time": page.og("article:modified_time")[0],
        "shown": shown[1],
        "sitemap": mapped,
        "JSON feed": Client().get("/feeds/all.json").json()["items"][0]["date_modified"],
        "Atom": read("all.atom").entries[0].updated,
        "RSS": read("all.rss").entries[0].updated,
    }


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Chatham"])
@pytest.mark.parametrize("verb", ["publish", "minor_fix", "update", "correct"])
def test_page_metadata_sitemap_and_feeds_name_the_same_time_of_the_last_change(verb, zone, settings):
    settings.TIME_ZONE = zone
    story = make_story("Ferry returns", at=THEN)
    if verb != "publish":
        publish(story, verb=verb, to_readers=ToReaders("It was no ferry." if verb == "correct" else ""))
    times = {name: datetime.fromisoformat(time) for name, time in times_of(story).items()}
    exact = Edition.objects.current().get().modified_at or THEN
    assert (exact == THEN) == (verb in ["publish", "minor_fix"])
    # feedparser hands on what Django's feeds write, and they leave out fractions of a second.
    assert {
        name: time for name, time in times.items() if time not in (exact, exact.replace(microsecond=0))
    } == {}


def test_the_time_of_the_first_publication_never_moves(story):
    for verb in ["minor_fix", "update", "correct"]:
        publish(story, verb=verb, to_readers=ToReaders("It was no ferry."))
    unpublish(story, reason="It was wrong.")
    publish(story)
    page = Read(URL)
    assert page.thing("NewsArticle")["datePublished"] == THEN.isoformat()
    assert page.og("article:published_time") == [THEN.isoformat()]


def test_corrections_are_in_the_metadata_the_last_one_first(story):
    for words in ["It was no ferry.", 'It was a "</script>" <b>.']:
        publish(story, verb="correct", to_readers=ToReaders(words))
    page = Read(URL)
    last, first = page.thing("NewsArticle")["correction"]
    assert first["text"] == "It was no ferry."
    assert last == {
        "@type": "CorrectionComment",
        "text": 'It was a "</script>" <b>.',
        "datePublished": Edition.objects.current().get().correction.made_at.isoformat(),
        "url": f"{HERE}#correction-3",
    }
    assert 'id="correction-3"' in page.html
    listed = Read("/corrections/").thing("CollectionPage")["hasPart"]
    assert [note["text"] for note in listed] == [last["text"], first["text"]]
    assert listed[0]["about"]["headline"] == "Ferry returns"


# Comments


def test_the_beginnings_of_the_threads_on_the_page_are_in_its_metadata(story):
    root = make_comment("Well <b>said</b> & done.\n\nTruly.", article=story, name="Wren")
    reply = make_comment("I agree.", parent=root)
    make_comment("Rude.", parent=reply, state=Comment.State.REMOVED)
    Comment.objects.filter(pk=root.pk).update(posted_at=THEN)
    make_comment("Another.", article=story)
    article = Read(URL).thing("NewsArticle")
    assert article["commentCount"] == 3
    first, second = article["comment"]
    assert first == {
        "@type": "Comment",
        "@id": f"{HERE}#comment-{root.pk}",
        "url": f"http://testserver/comments/{root.pk}/",
        "author": {"@type": "Person", "name": "Wren"},
        "datePublished": THEN.isoformat(),
        "text": "Well <b>said</b> & done.\n\nTruly.",
        "commentCount": 1,
    }
    assert (second["text"], second["author"]["name"], second["commentCount"]) == ("Another.", "Anonymous", 0)


def test_metadata_holds_no_comment_that_readers_cannot_see(story):
    for state in [Comment.State.HELD, Comment.State.REJECTED, Comment.State.REMOVED]:
        make_comment("Hidden.", article=story, state=state)
    tombstone = make_comment("Was here.", article=story, name="Gone")
    make_comment("Answer.", parent=tombstone)
    decide(tombstone, Comment.State.REMOVED, by=None)
    article = Read(URL).thing("NewsArticle")
    assert article["commentCount"] == 1
    assert "comment" not in article


def test_a_comment_without_a_time_has_none_in_the_metadata(story):
    comment = make_comment(article=story)
    Comment.objects.filter(pk=comment.pk).update(posted_at=None)
    [shown] = Read(URL).thing("NewsArticle")["comment"]
    assert "datePublished" not in shown


def test_the_metadata_of_a_hot_discussion_is_bounded(story):
    without_limits()
    for number in range(30):
        make_comment("Many words.\n\n" * 200 + f"The end: {number}.", article=story)
    comments = Read(URL).thing("NewsArticle")["comment"]
    assert len(comments) == 25
    assert not any("The end" in comment["text"] for comment in comments)


# Every page


@pytest.fixture
def paper(story):
    """A paper with everything that has a page."""
    Paper.objects.create(name="The Sorrel Light", tagline="All that drifts in")
    Page.objects.create(
        title="Ethics", slug="ethics", body="<p>We take no gifts.</p>", is_public=True, purpose="ethicsPolicy"
    )
    Page.objects.create(title="Contact", slug="contact", body="<p>Write to us.</p>", is_public=True)
    Author.objects.filter(name="Nora Pell").update(biography="She reports from the quay.")
    make_comment(article=story, name="Wren")
    publish(story, verb="correct", to_readers=ToReaders("It was no ferry."))


LISTED = {
    "/": ("The Sorrel Light", "All that drifts in"),
    "/harbour/": ("Harbour", "The newest stories under Harbour."),
    "/topics/whitmoor-bay/": ("Whitmoor Bay", "What there is to read about Whitmoor Bay, the newest first."),
    "/authors/nora-pell/": ("Nora Pell", "She reports from the quay."),
    "/authors/ole-gannet/": ("Ole Gannet", "The stories of Ole Gannet."),
    "/archive/": ("Archive", "All stories by the month of their publication."),
    "/archive/2023/09/": ("September 2023", "The stories of September 2023."),
    "/corrections/": (
        "Corrections",
        "What we got wrong and put right, the latest first. A correction stays with its story.",
    ),
    "/about/ethics/": ("Ethics", "We take no gifts."),
    URL: ("Ferry returns", "After nine weeks."),
}
UNLISTED = {
    "/?before=1694640960000000_1": "noindex, follow",
    "/harbour/?before=9999999999999999_1": "noindex, follow",
    "/authors/nora-pell/?before=9999999999999999_1": "noindex, follow",
    "/archive/2023/09/?before=9999999999999999_1": "noindex, follow",
    "/search/": "noindex, follow",
    "/search/?q=boat": "noindex, follow",
    f"{URL}changes/": "noindex",
    f"{URL}versions/1/": "noindex",
}


@pytest.mark.usefixtures("paper")
@pytest.mark.parametrize(("url", "words"), LISTED.items())
def test_every_page_that_is_to_be_found_says_what_it_is_and_where(url, words):
    title, description = words
    for asked in [url, f"{url}?utm_source=a&order=newest&page=2"]:
        page = Read(asked)
        assert page.canonical == [f"http://testserver{url}"]
        assert page.meta("robots") == ["max-image-preview:large"]
        assert page.meta("description") == [description] == page.og("og:description")
        assert page.og("og:title") == [title]
        assert page.og("og:url") == page.canonical
        assert page.title.startswith(title)
        assert page.title.endswith(("The Sorrel Light", "All that drifts in"))


@pytest.mark.usefixtures("paper")
@pytest.mark.parametrize(("url", "robots"), UNLISTED.items())
def test_what_leads_on_or_back_is_not_listed(url, robots):
    page = Read(url)
    assert page.meta("robots") == [robots]
    assert page.graphs == []


def test_a_thread_and_a_readers_own_pages_are_not_listed(story):
    comment = make_comment(article=story)
    for url in [f"{URL}threads/{comment.thread_id}/", f"/comments/{comment.pk}/reply/"]:
        assert Read(url).meta("robots") == ["noindex"]


@pytest.mark.usefixtures("paper")
@pytest.mark.parametrize("url", LISTED)
def test_schema_org_knows_every_word(url):
    page = Read(url)
    assert page.graphs
    assert unknown_words(page.things) == set()


def test_the_check_of_words_finds_what_is_wrong():
    wrong = {"@type": "NewsArticle", "byline": "Wren", "author": [{"@type": "Person", "headline": "x"}]}
    assert unknown_words([wrong, {"@type": "Ferry"}]) == {"byline", "headline", "Ferry"}


@pytest.mark.usefixtures("paper")
@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("/", "WebSite"),
        ("/harbour/", "CollectionPage"),
        ("/topics/whitmoor-bay/", "CollectionPage"),
        ("/archive/2023/09/", "CollectionPage"),
        ("/authors/nora-pell/", "ProfilePage"),
        ("/about/ethics/", "AboutPage"),
    ],
)
def test_a_page_says_what_kind_of_page_it_is_and_whose(url, kind):
    page = Read(url)
    shown = page.thing(kind)
    assert shown["url"] == f"http://testserver{url}"
    assert shown["publisher"]["@id"] == page.thing("NewsMediaOrganization")["@id"]


@pytest.mark.usefixtures("paper")
def test_lists_name_what_they_lead_to():
    for url, address in [
        ("/harbour/", HERE),
        ("/archive/2023/09/", HERE),
        ("/topics/the-crew/", f"{HERE}#the-crew"),
    ]:
        first = Read(url).thing("CollectionPage")["mainEntity"]["itemListElement"][0]
        assert (first["position"], first["url"]) == (1, address)
    about = Read("/topics/whitmoor-bay/").thing("CollectionPage")["about"]
    assert (about["@type"], about["name"]) == ("Place", "Whitmoor Bay")


@pytest.mark.usefixtures("paper")
def test_an_author_is_a_person_with_a_profile():
    profile = Read("/authors/nora-pell/").thing("ProfilePage")
    assert profile["mainEntity"] == {
        "@type": "Person",
        "@id": "http://testserver/authors/nora-pell/#person",
        "name": "Nora Pell",
        "url": "http://testserver/authors/nora-pell/",
        "description": "She reports from the quay.",
    }
    assert [story["headline"] for story in profile["hasPart"]] == ["Ferry returns"]


@pytest.mark.usefixtures("paper")
def test_the_paper_says_who_it_is_and_where_its_policies_are():
    assert Read("/harbour/").thing("NewsMediaOrganization") == {
        "@type": "NewsMediaOrganization",
        "@id": "http://testserver/#paper",
        "name": "The Sorrel Light",
        "url": "http://testserver/",
        "slogan": "All that drifts in",
        "ethicsPolicy": "http://testserver/about/ethics/",
    }
    Page.objects.update(is_public=False)
    assert "ethicsPolicy" not in Read("/").thing("NewsMediaOrganization")


def test_the_papers_logo_stands_for_a_page_without_a_picture(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_story("Ferry returns", at=THEN)
    assert Read(URL).og("og:image") == []
    Paper.objects.create(name="The Sorrel Light", logo=make_image(photo((600, 200))).file)
    page = Read(URL)
    assert (page.og("og:image:width"), page.og("og:image:height")) == (["600"], ["200"])
    assert page.meta("twitter:card") == ["summary"]
    logo = page.thing("NewsMediaOrganization")["logo"]
    assert (logo["url"], logo["width"], logo["height"]) == (page.og("og:image")[0], 600, 200)


def test_pictures_in_a_bucket_keep_their_own_address(settings):
    settings.MEDIA_URL = "https://bucket.example/"
    story = make_story("Ferry returns", at=THEN, sections=[{"text": "x", "image": make_image(photo())}])
    assert story.current_edition()
    assert Read(URL).og("og:image")[0].startswith("https://bucket.example/images/")


# The words of others

HOSTILE = [
    '</script><script>alert("1")</script>',
    "<!--<script>",
    "]]>&amp;\"'",
    "שלום \u202eעולם\u202c",
    "line\u2028separator\u2029s",
    "Bell\x07 \x1b[31mrings",
    "\\u003c/script\\u003e",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_get_out_of_the_metadata(words):
    make_tag("Whitmoor Bay")
    story = make_story(
        words,
        at=THEN,
        slug="ferry-returns",
        standfirst=words,
        byline=words,
        desk="Harbour",
        sections=[{"heading": words, "text": words, "tags": [make_tag(words)], "image": picture(words)}],
    )
    Desk.objects.update(name=words, description=words)
    comment = make_comment(article=story)
    Comment.objects.filter(pk=comment.pk).update(name=words, body_html=f"<p>{escape(words)}</p>")
    publish(story, verb="correct", to_readers=ToReaders(words))
    plain = Read(URL)
    article = plain.thing("NewsArticle")
    assert article["headline"] == words
    assert article["articleSection"] == words
    assert article["keywords"] == [words]
    assert article["image"][0]["caption"] == words
    assert article["correction"][0]["text"] == words
    assert article["comment"][0]["author"]["name"] == words
    assert article["comment"][0]["text"] == words.strip()
    scripts = re.findall(r"<script[^>]*>", plain.html, re.IGNORECASE)
    assert len(scripts) == len(re.findall("</script>", plain.html, re.IGNORECASE))
    assert [script for script in scripts if "src=" not in script] == ['<script type="application/ld+json">']
    assert "<!--" not in plain.html
    for url in ["/", "/harbour/", f"/topics/{story.sections.get().tags.get().slug}/", "/corrections/"]:
        page = Read(url)
        assert page.html.count('<script type="application/ld+json">') == len(page.graphs) == 1
        assert len(re.findall(r"<script[^>]*>", page.html)) == page.html.count("</script>")


def picture(words):
    return make_image(photo(), alt_text=words, caption=words, credit=words)


@pytest.mark.parametrize(
    ("standfirst", "text", "description"),
    [
        ("After nine weeks.", "The boat.", "After nine weeks."),
        ("", "The boat\nis\tback.", "The boat is back."),
        ("", "word " * 100, "word " * 39 + "word…"),
        ("語" * 300, "", "語" * 199 + "…"),
    ],
)
def test_a_description_is_short_and_on_one_line(standfirst, text, description):
    make_story("Ferry returns", at=THEN, standfirst=standfirst, sections=[text or "x"])
    assert Read(URL).meta("description") == [description]


def test_an_old_edition_and_a_draft_have_no_metadata(story, client, admin_user):
    publish(story)
    assert Read(f"{URL}versions/1/").graphs == []
    draft = make_article("Not yet")
    client.force_login(admin_user)
    assert b"application/ld+json" not in client.get(f"/admin/articles/article/{draft.pk}/preview/").content


def test_one_page_says_one_thing_of_the_paper(admin_client):
    Page.objects.create(title="Ethics", slug="ethics", is_public=True, purpose="ethicsPolicy")
    form = {"title": "Morals", "slug": "morals", "body": "", "position": 0, "purpose": "ethicsPolicy"}
    response = admin_client.post("/admin/newsroom/page/add/", form)
    assert "Another page says this already." in response.content.decode()
    assert admin_client.post("/admin/newsroom/page/add/", form | {"purpose": ""}).status_code == 302
