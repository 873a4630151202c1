"""Comments that quote the story: on its pages, the quotation leads to its section and the section to them."""

import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from articles.publishing import publish
from articles.richtext import from_paragraphs
from articles.tests.builders import make_story
from comments.deciding import decide
from comments.models import Comment
from comments.quoted_by import QUOTING_COUNTED, QUOTING_SHOWN
from comments.tests.builders import make_comment

pytestmark = pytest.mark.django_db

OPENING = "The boat is back in Whitmoor Bay after nine weeks."
LINE = "They slept until the morning tide."


@pytest.fixture
def story():
    return make_story("Ferry returns", sections=[OPENING, {"heading": "The “crew”", "text": LINE}])


def url_of(article):
    return article.current_edition().get_absolute_url()


def page(url):
    response = Client().get(url, follow=True)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def comment_on(html, comment):
    return html.split(f'id="comment-{comment.pk}"')[1].split("</article>")[0]


def section_on(html, anchor):
    return html.split(f'<section id="{anchor}"')[1].split("</section>")[0]


def test_a_quotation_leads_to_the_section_in_which_its_passage_stands(story):
    comment = make_comment(f"“{LINE}”\n\nWho would not?", article=story)
    words = comment_on(page(url_of(story)), comment).split('dir="auto">', 2)[2]
    assert words.startswith(
        f' <blockquote class="quote"><p>“{LINE}”</p></blockquote> '
        '<p class="quote-source"><a href="#the-crew">from “The “crew””</a></p> <p>Who would not?</p>'
    )


def test_a_section_without_heading_is_the_story(story):
    comment = make_comment(OPENING, article=story)
    assert '<a href="#part-1">from the story</a>' in comment_on(page(url_of(story)), comment)


def test_on_the_page_of_a_thread_the_quotation_leads_back_to_the_story(story):
    comment = make_comment(LINE, article=story)
    html = page(f"{url_of(story)}threads/{comment.thread_id}/")
    assert f'<a href="{url_of(story)}#the-crew">from “The “crew””</a>' in comment_on(html, comment)


def test_a_section_leads_to_the_comments_that_quote_it(story):
    first = make_comment(LINE, article=story, name="Wren")
    second = make_comment(LINE, parent=first)
    html = page(url_of(story))
    assert "Quoted in" not in section_on(html, "part-1")
    assert (
        "Quoted in 2 comments: "
        f'<a href="/comments/{first.pk}/" rel="nofollow" dir="auto">Wren</a>, '
        f'<a href="/comments/{second.pk}/" rel="nofollow" dir="auto">Anonymous</a>'
    ) in section_on(html, "the-crew")


def test_a_section_names_the_first_comments_and_counts_the_others(story):
    root = make_comment("First of all.", article=story)
    comments = [make_comment(LINE, article=story, name=f"Reader {number}") for number in range(6)]
    early = make_comment(LINE, parent=root, name="Wren")
    quoted = section_on(page(url_of(story)), "the-crew")
    assert "Quoted in 7 comments:" in quoted
    linked = [early, *comments][:QUOTING_SHOWN]
    assert [f'href="/comments/{comment.pk}/"' in quoted for comment in [early, *comments]] == [
        comment in linked for comment in [early, *comments]
    ]
    assert "and 2 more" in quoted


def test_of_many_comments_that_quote_a_section_only_so_many_are_counted(story):
    for _ in range(QUOTING_COUNTED + 1):
        make_comment(LINE, article=story)
    quoted = section_on(page(url_of(story)), "the-crew")
    assert f"Quoted in more than {QUOTING_COUNTED} comments:" in quoted
    assert quoted.count('href="/comments/') == QUOTING_SHOWN
    assert "and others" in quoted


def test_a_story_of_many_sections_says_of_each_what_quotes_it():
    lines = [f"Section number {number} has a sentence of its own." for number in range(210)]
    story = make_story(sections=[{"text": line} for line in lines])
    for line in [lines[0], lines[100], lines[209]]:
        make_comment(line, article=story)
    html = page(url_of(story))
    for number in range(1, 211):
        assert ("Quoted in 1 comment:" in section_on(html, f"part-{number}")) == (number in (1, 101, 210))


def test_a_section_leads_to_comments_on_later_pages(story):
    for number in range(30):
        make_comment(f"Thread {number}.", article=story)
    comment = make_comment(LINE, article=story)
    html = page(url_of(story))
    assert f'id="comment-{comment.pk}"' not in html
    assert f'href="/comments/{comment.pk}/"' in section_on(html, "the-crew")
    assert LINE in comment_on(page(f"/comments/{comment.pk}/"), comment)


@pytest.mark.parametrize("state", [Comment.State.HELD, Comment.State.REJECTED, Comment.State.REMOVED])
def test_a_comment_that_cannot_be_read_is_not_among_them(story, state):
    hidden = make_comment(LINE, article=story, state=state)
    html = page(url_of(story))
    assert "Quoted in" not in html
    assert f"/comments/{hidden.pk}/" not in html


def test_a_tombstone_shows_no_quotation(story):
    root = make_comment(LINE, article=story)
    make_comment("An answer.", parent=root)
    decide(root, Comment.State.REMOVED, by=None)
    html = page(url_of(story))
    assert "quote" not in comment_on(html, root)
    assert "Quoted in" not in html


def test_when_the_section_is_gone_the_quotation_stays_and_leads_nowhere(story):
    comment = make_comment(f"{LINE}\n\nWho would not?", article=story)
    story.sections.filter(heading="The “crew”").delete()
    publish(story)
    for url in [url_of(story), f"{url_of(story)}threads/{comment.thread_id}/"]:
        shown = comment_on(page(url), comment)
        assert f'<blockquote class="quote"><p>{LINE}</p></blockquote>' in shown
        assert "quote-source" not in shown
    assert "Quoted in" not in page(url_of(story))


def test_a_section_with_other_words_and_another_heading_is_still_the_one_that_was_quoted(story):
    comment = make_comment(LINE, article=story)
    story.sections.filter(heading="The “crew”").update(heading="On board", body=from_paragraphs(["Asleep."]))
    publish(story)
    html = page(url_of(story))
    assert '<a href="#the-crew">from “On board”</a>' in comment_on(html, comment)
    assert f'href="/comments/{comment.pk}/"' in section_on(html, "the-crew")


def test_a_story_is_not_quoted_by_the_comments_on_another(story):
    other = make_story("Another", sections=[LINE])
    make_comment(LINE, article=other)
    assert "Quoted in" not in page(url_of(story))
    assert "Quoted in 1 comment:" in page(url_of(other))


def test_words_of_a_reader_cannot_make_a_quotation_of_their_own(story):
    words = f'<blockquote class="quote"><p>{OPENING}</p></blockquote>'
    comment = make_comment(f"{words}\n\n{words}", article=story)
    assert "<blockquote" not in comment_on(page(url_of(story)), comment)


@pytest.mark.parametrize("path", ["", "threads/{}/"])
def test_a_page_costs_the_same_with_any_number_of_quotations(story, path):
    root = make_comment(LINE, article=story)
    url = url_of(story) + path.format(root.thread_id)
    few = queries_of(url)
    for number in range(20):
        make_comment([LINE, OPENING][number % 2], article=story, parent=root if number % 3 else None)
    assert queries_of(url) == few


def queries_of(url):
    with CaptureQueriesContext(connection) as queries:
        Client().get(url)
    return len(queries)


def test_the_users_document_has_its_quoting_comment_linked_to_the_passage():
    seeds = Path(os.environ.get("SEEDS_DIR", "nowhere")) / "seeds"
    if not seeds.is_dir():
        pytest.skip("SEEDS_DIR does not name a folder with the user's documents")
    call_command("import_seeds", str(seeds), stdout=StringIO())
    article = Article.objects.get()
    first = Comment.objects.order_by("thread__sort_key", "lft").first()
    section = article.current_edition().sections.first()
    assert first.quoted_section == section.key
    assert list(Comment.objects.exclude(quoted_section=None)) == [first]
    html = page(url_of(article))
    assert f'<a href="#{section.anchor}">from the story</a>' in comment_on(html, first)
    assert '<blockquote class="quote"><p>“The Russian army' in comment_on(html, first)
    assert f'href="/comments/{first.pk}/"' in section_on(html, section.anchor)
