"""A comment in a story: shown as it stands, wherever the edition shows, and never kept."""

import uuid

import pytest
from django.test import Client

from articles.embeds import comment_at, embedded_in, without_embeds
from articles.models import EditionSection
from articles.publishing import publish, unpublish
from articles.search import search
from articles.story import Story
from articles.tests.builders import add_section, make_article, make_story, make_tag
from comments.deciding import approve, hold, reject, remove, restore
from comments.posting import edit, withdraw
from comments.tests.builders import make_comment, post_on
from newsroom.embedding import MOST_EMBEDS, embedded_comments

pytestmark = pytest.mark.django_db
HERE = "http://testserver"
GONE = "This comment is no longer available."


@pytest.fixture
def debate():
    return make_story("Ferry returns")


def story_with(*numbers, **fields):
    """A public story with the comments of those numbers in its only section."""
    body = "".join(f"<p>{HERE}/comments/{number}/</p>" for number in numbers)
    return make_story("What readers say", sections=[{"body": f"<p>They wrote:</p>{body}", **fields}])


def story_html(article):
    """The story's own part of its page, without its discussion."""
    html = Client().get(article.current_edition().get_absolute_url()).content.decode()
    return html[html.index('<article class="story"') : html.index("</article>")]


@pytest.mark.parametrize(
    ("address", "number"),
    [
        (f"{HERE}/comments/12/", 12),
        (f"{HERE}/2024/05/06/ferry/#comment-12", 12),
        (f"{HERE}/2024/05/06/ferry/?order=newest&after=3_4#comment-12", 12),
        (f"{HERE}/2024/05/06/ferry/threads/3/#comment-12", 12),
        (f"{HERE}/comments/12/report/", None),
        (f"{HERE}/comments/{'1' * 30}/", None),
        (f"{HERE}/2024/05/06/ferry/#comments", None),
        ("https://blog.example/2020/05/post/#comment-12", None),
        ("https://blog.example/comments/12/", None),
        ("https://[broken/comments/12/", None),
    ],
)
def test_only_a_comment_of_this_site_has_a_number(address, number):
    assert comment_at(address) == number


@pytest.mark.parametrize(
    ("markup", "numbers"),
    [
        (f"<p>{HERE}/comments/1/</p>", [1]),
        (f'<p><a href="{HERE}/comments/1/" rel="noopener">{HERE}/comments/1/</a></p>', [1]),
        (f"<p> {HERE}/s/?a=1&amp;b=2#comment-1 </p><p>{HERE}/comments/2/</p>", [1, 2]),
        (f"<p>See {HERE}/comments/1/</p>", []),
        (f'<p><a href="{HERE}/comments/1/">this comment</a></p>', []),
        (f'<p><a href="https://evil.example/">{HERE}/comments/1/</a></p>', []),
        ("<p>https://blog.example/comments/1/</p>", []),
    ],
)
def test_an_address_is_a_comment_in_a_paragraph_of_its_own_only(markup, numbers):
    assert embedded_in(markup) == numbers
    assert ("comments/1/" in without_embeds(markup)) == ("comments/1/" in markup and not numbers)


def test_a_story_shows_the_comment_with_its_name_and_the_way_to_its_place(debate):
    comment = make_comment("The <tide> turned.", article=debate, name="Ada <b>")
    html = story_html(story_with(comment.pk))
    assert "The &lt;tide&gt; turned." in html
    assert "Ada &lt;b&gt;" in html
    assert f'<a href="/comments/{comment.pk}/" rel="nofollow">in a comment on “Ferry returns”</a>' in html
    assert f"{HERE}/comments" not in html


def test_the_words_are_kept_in_no_edition_and_found_by_no_search(debate):
    comment = make_comment("Zebrafish turned.", article=debate, name="Quagga")
    story_with(comment.pk, heading="Letters")
    stored = EditionSection.objects.get(heading="Letters")
    assert "Zebrafish" not in stored.html + stored.text
    assert stored.text == "They wrote:"
    assert search("Zebrafish") == search("Quagga") == []


@pytest.mark.parametrize("verb", [hold, remove, reject])
def test_what_a_moderator_hides_is_gone_from_the_story_until_it_is_back(debate, verb):
    comment = make_comment("Zebrafish turned.", article=debate, name="Quagga")
    story = story_with(comment.pk)
    verb(comment, by=None)
    html = story_html(story)
    assert GONE in html
    assert "Zebrafish" not in html
    assert "Quagga" not in html
    assert f"/comments/{comment.pk}/" not in html
    restore(comment, by=None)
    assert "Zebrafish" in story_html(story)
    approve(comment, by=None)
    assert "Zebrafish" in story_html(story)


def test_what_its_writer_changes_is_changed_and_what_he_withdraws_is_gone(debate):
    reader = uuid.uuid4()
    comment = post_on(debate, "First words.", reader=reader)
    story = story_with(comment.pk)
    edit(comment, body="Second words.", reader=reader)
    assert "Second words." in story_html(story)
    assert "First words." not in story_html(story)
    withdraw(comment, reader=reader)
    assert "Second words." not in story_html(story)
    assert GONE in story_html(story)


def test_a_comment_goes_with_its_story(debate):
    comment = make_comment("Zebrafish turned.", article=debate)
    story = story_with(comment.pk)
    unpublish(debate, reason="Wrong.")
    assert "Zebrafish" not in story_html(story)
    assert GONE in story_html(story)
    publish(debate)
    assert "Zebrafish" in story_html(story)


def test_a_comment_that_never_was_looks_like_one_that_is_gone():
    assert GONE in story_html(story_with(4711))


def test_earlier_versions_follow_the_comment_too(debate):
    comment = make_comment("Zebrafish turned.", article=debate)
    story = story_with(comment.pk)
    url = story.current_edition().get_absolute_url()
    story.sections.update(body="<p>Without it.</p>")
    publish(story)
    version = f"{url}versions/1/"
    assert "Zebrafish" in Client().get(version).content.decode()
    remove(comment, by=None)
    html = Client().get(version).content.decode()
    assert "Zebrafish" not in html
    assert GONE in html


def test_lists_and_what_changed_show_none_of_its_words(debate):
    comment = make_comment("Zebrafish turned.", article=debate)
    bay = make_tag("Whitmoor Bay")
    story = story_with(comment.pk, tags=[bay])
    url = story.current_edition().get_absolute_url()
    add_section(story, text="More of it.")
    publish(story)
    for address in [bay.get_absolute_url(), "/search/?q=They+wrote", "/", f"{url}changes/"]:
        html = Client().get(address).content.decode()
        assert "Zebrafish" not in html
        assert "What readers say" in html


def test_so_many_are_shown_and_further_addresses_stay_addresses(debate):
    comments = [make_comment(f"Comment number {n}.", article=debate) for n in range(MOST_EMBEDS + 2)]
    story = story_with(*(comment.pk for comment in comments))
    html = story_html(story)
    assert html.count('<figure class="embedded-comment">') == MOST_EMBEDS
    assert f"<p>{HERE}/comments/{comments[-1].pk}/</p>" in html
    shown = embedded_comments(Story.of(story.current_edition()))
    assert shown == [comment.pk for comment in comments[:MOST_EMBEDS]]


def test_a_long_comment_folds_in_a_story_too(debate):
    body = "\n\n".join(["A paragraph of many words, and then some more of them. " * 8] * 8)
    assert '<details class="long">' in story_html(story_with(make_comment(body, article=debate).pk))


@pytest.mark.parametrize(("number", "cost"), [(0, 0), (1, 1), (MOST_EMBEDS, 1)])
def test_a_page_asks_once_for_all_comments_in_it_and_not_at_all_without(
    debate, django_assert_num_queries, number, cost
):
    comments = [make_comment(f"Comment number {n}.", article=debate) for n in range(number)]
    url = story_with(*(comment.pk for comment in comments)).current_edition().get_absolute_url()
    client = Client()
    client.get(url)
    # As in test_pages.py, without threads, beginnings and quotations: nobody has said anything.
    with django_assert_num_queries(7 + cost):
        client.get(url)


def test_the_comment_that_its_own_story_shows_is_still_in_its_discussion():
    article = make_article("Ferry returns")
    publish(article)
    comment = make_comment("Zebrafish turned.", article=article)
    article.sections.update(body=f"<p>{HERE}/comments/{comment.pk}/</p>")
    publish(article)
    html = Client().get(article.current_edition().get_absolute_url()).content.decode()
    assert html.split("<body")[1].count("Zebrafish turned.") == 2
    assert html.count(f'id="comment-{comment.pk}"') == 1
