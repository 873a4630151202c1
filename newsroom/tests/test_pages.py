import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import get_resolver

from articles.publishing import publish
from articles.slugs import RESERVED
from articles.tests.builders import make_article, make_story, make_tag
from comments.tests.builders import make_comment

pytestmark = pytest.mark.django_db

THEN = datetime(2023, 9, 13, 21, 36, tzinfo=UTC)


@pytest.fixture
def story():
    bay = make_tag("Whitmoor Bay")
    return make_story(
        "Ferry returns",
        at=THEN,
        standfirst="After nine weeks.",
        byline="Nora Pell, Harbour Correspondent",
        authors=["Nora Pell"],
        sections=[
            {"text": "The boat is back in Whitmoor Bay.", "tags": [bay], "video": "kT9_wQ2rXbE"},
            {"heading": "The crew", "text": "They slept."},
        ],
    )


URL = "/2023/09/13/ferry-returns/"


def page(url, status=200):
    response = Client().get(url)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.usefixtures("story")
def test_a_story_shows_all_that_was_published():
    html = page(URL)
    for words in [
        "Ferry returns",
        "After nine weeks.",
        "The boat is back in Whitmoor Bay.",
        "13 September 2023",
    ]:
        assert words in html
    assert '<a rel="author" href="/authors/nora-pell/">Nora Pell</a>, Harbour Correspondent' in html
    assert '<section id="the-crew" aria-labelledby="the-crew_heading">' in html
    assert '<a href="/topics/whitmoor-bay/">Whitmoor Bay</a>' in html
    assert '<a href="/harbour/">Harbour</a>' in html


@pytest.mark.usefixtures("story")
def test_a_video_is_a_link_that_asks_nothing_of_anybody_before_a_click():
    html = page(URL)
    assert 'href="https://www.youtube.com/watch?v=kT9_wQ2rXbE" data-video="kT9_wQ2rXbE"' in html
    assert "<iframe" not in html
    assert "ytimg" not in html


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("url", ["/", "/harbour/", "/authors/nora-pell/"])
def test_lists_lead_to_the_story_and_say_how_many_comments_it_has(url, story):
    make_comment(article=story)
    make_comment(article=story)
    html = page(url)
    assert f'<a href="{URL}">Ferry returns</a>' in html
    assert "2 comments" in html


@pytest.mark.usefixtures("story")
def test_a_topic_leads_to_the_tagged_section():
    make_story("Elsewhere", sections=[{"text": "Not the bay."}])
    html = page("/topics/whitmoor-bay/")
    assert f'href="{URL}#part-1"' in html
    assert "Elsewhere" not in html


@pytest.mark.usefixtures("story")
def test_search_leads_to_the_matching_section():
    html = page("/search/?q=slept")
    assert f'href="{URL}#the-crew"' in html
    assert "They <mark>slept</mark>." in html
    assert "Nothing was found." in page("/search/?q=submarines")
    assert "Nothing was found." in page("/search/?q=%22%00<script>")


def test_a_draft_is_nowhere():
    bay = make_tag("Whitmoor Bay")
    article = make_article("Secret plan", authors=["Nora Pell"], sections=[{"text": "Hush.", "tags": [bay]}])
    for url, status in [
        ("/", 200),
        ("/harbour/", 200),
        ("/authors/nora-pell/", 404),
        ("/topics/whitmoor-bay/", 404),
    ]:
        html = page(url, status)
        assert "Secret plan" not in html
        assert "Hush" not in html
    assert not article.addresses.exists()


def test_a_change_is_unseen_until_it_is_published(story):
    before = page(URL)
    story.title = "Ferry sinks"
    story.save()
    story.sections.update(body="<p>New words.</p>")
    assert page(URL) == before
    publish(story)
    assert "New words." in page(URL)
    assert "Ferry sinks" in page("/")


def test_an_earlier_address_leads_to_the_present_one_in_one_step(story):
    for slug in ["second-slug", "third-slug"]:
        story.slug = slug
        story.save()
        publish(story)
    for earlier in [URL, "/2023/09/13/second-slug/"]:
        response = Client().get(earlier)
        assert (response.status_code, response.url) == (301, "/2023/09/13/third-slug/")
        asked = "?order=newest&after=1.2"
        assert Client().get(earlier + asked).url == "/2023/09/13/third-slug/" + asked


@pytest.mark.parametrize(
    "url",
    [
        "/2023/09/13/nothing/",
        "/2023/02/31/ferry-returns/",
        "/0000/00/00/ferry-returns/",
        "/nothing/",
        "/topics/nothing/",
        "/authors/nothing/",
        f"{URL}threads/1/",
        f"{URL}threads/{9**30}/",
    ],
)
def test_what_is_not_there_answers_404(url):
    assert "There is nothing at this address" in page(url, 404)


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    "query", ["?before=x", "?before=1_", "?before=" + "9" * 18 + "_1", "?before=-1_1", "?before=%00"]
)
def test_senseless_page_numbers_do_no_harm(query):
    page("/" + query)
    page(URL + query.replace("before", "after"))


def test_lists_are_paged_without_loss_or_repetition():
    titles = [f"Story number {number}" for number in range(45)]
    for number, title in enumerate(titles):
        make_story(title, at=THEN + timedelta(days=number // 3))
    seen, url = [], "/"
    while url:
        html = page(url)
        seen += [title for title in titles if f">{title}</a>" in html]
        following = html.split('rel="next" href="')[1:]
        url = following and "/" + following[0].split('"')[0]
    assert sorted(seen) == sorted(titles)


def pages_from(url):
    """The pages of a list from this address on, by their links to the next."""
    while url:
        html = page(url)
        yield html
        following = re.search(r'rel="next nofollow" href="([^"#]*)', html)
        url = following and url.split("?")[0] + unescape(following[1])


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("oldest", lambda numbers: numbers),
        ("newest", lambda numbers: numbers[::-1]),
        ("discussed", lambda numbers: sorted(numbers, key=lambda number: (number % 3, number), reverse=True)),
        ("senseless", lambda numbers: numbers),
    ],
)
def test_threads_are_paged_in_every_order_without_loss_or_repetition(story, order, expected):
    for number in range(60):
        root = make_comment(f"Thread {number}.", article=story)
        for _reply in range(number % 3):
            make_comment("A reply.", parent=root)
    seen = [
        int(number)
        for html in pages_from(f"{URL}?order={order}")
        for number in re.findall(r"<p>Thread (\d+)\.</p>", html)
    ]
    assert seen == expected(list(range(60)))


def test_a_long_thread_is_paged_and_every_permalink_lands_on_its_page(story):
    root = comment = make_comment("root", article=story)
    pks = [root.pk]
    for number in range(120):
        comment = make_comment(str(number), parent=comment if number % 7 else root)
        pks.append(comment.pk)
    first = f"{URL}threads/{root.thread_id}/"
    shown = [int(pk) for html in pages_from(first) for pk in re.findall(r'id="comment-(\d+)"', html)]
    assert sorted(shown) == sorted(pks)
    assert len(shown) == len(set(shown))
    for pk in [pks[1], pks[60], pks[99], pks[100], pks[-1]]:
        address, anchor = Client().get(f"/comments/{pk}/").url.split("#")
        assert f'id="{anchor}"' in page(address)


def test_a_long_comment_is_folded_and_none_of_it_is_lost(story):
    paragraphs = [f"Paragraph {number}. " + "Some words. " * 20 for number in range(12)]
    make_comment("\n\n".join(paragraphs), article=story)
    html = page(URL)
    assert html.index("Paragraph 1.") < html.index('<details class="long">') < html.index("Paragraph 11.")
    assert all(f"Paragraph {number}." in html for number in range(12))


def test_a_long_thread_shows_its_beginning_and_leads_to_the_rest(story):
    root = make_comment("root", article=story)
    for number in range(10):
        make_comment(f"reply {number}", parent=root)
    html = page(URL)
    assert "Show 7 more replies" in html
    assert "reply 2" in html
    assert "reply 3" not in html
    assert "reply 9" in page(f"{URL}threads/{root.thread_id}/")


PUBLIC = [
    "/",
    "/harbour/",
    "/authors/nora-pell/",
    "/topics/whitmoor-bay/",
    "/search/?q=crew",
    URL,
    "/nothing/",
]


@pytest.mark.parametrize("url", PUBLIC)
def test_a_public_page_is_the_same_bytes_for_everyone(url, story):
    make_comment(article=story)
    stranger, editor = Client(), Client()
    editor.force_login(User.objects.create_superuser("chief"))
    responses = [stranger.get(url), editor.get(url)]
    assert responses[0].content == responses[1].content
    for response in responses:
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("comments", [6, 600])
def test_a_story_page_costs_the_same_with_any_number_of_comments(story, comments, django_assert_num_queries):
    parent = make_comment(article=story)
    for number in range(1, comments):
        made = make_comment(str(number), article=story, parent=parent if number % 3 else None)
        parent = made if number % 5 else parent
    client = Client()
    # 1 the current edition at the address, 2 the authors, 3 the sections, 4 their tags, 5 the discussion, 6 a
    # page of threads, 7 the beginnings of these threads, 8 the comments that quote the sections, 9 the desks
    # at the head of the page, 10 the policy of the desk, 11 the stories that share its topics.
    with django_assert_num_queries(11):
        client.get(URL)


@pytest.mark.parametrize("replies", [1, 100])
def test_a_page_of_a_thread_costs_the_same_however_long(story, replies, django_assert_num_queries):
    root = make_comment(article=story)
    for number in range(replies):
        make_comment(str(number), parent=root)
    client = Client()
    # 1 the current edition at the address, 2 the thread, 3 the headings of the sections, which comments may
    # quote, 4 the comments, 5 the policy, which may have closed the discussion, 6 the desks at the head of
    # the page.
    with django_assert_num_queries(6):
        client.get(f"{URL}threads/{root.thread_id}/")


def test_a_list_costs_the_same_however_long(django_assert_num_queries):
    for number in range(30):
        make_comment(article=make_story(f"Story {number}"))
    client = Client()
    # 1 the desk, 2 a page of editions, 3 their first sections, 4 their numbers of comments, 5 the masthead.
    with django_assert_num_queries(5):
        client.get("/harbour/")


def test_no_desk_can_shadow_a_page():
    first_words = {str(pattern.pattern).split("/")[0] for pattern in get_resolver().url_patterns}
    # No desk's address has a dot.
    words = {word for word in first_words if word and not set(word) & set("<^.")}
    assert words <= RESERVED


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    "address",
    [f"{URL}threads/%d/", f"{URL}versions/%d/", "/comments/%d/reply/", "/feeds/discussions/%d.atom"],
)
def test_a_number_that_no_database_holds_leads_nowhere(address):
    page(address % 9**30, status=404)
