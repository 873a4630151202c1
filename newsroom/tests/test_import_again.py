"""A dump that comes again: what is new joins, what people have changed stays."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles import revisions
from articles.models import Article, Edition
from articles.publishing import publish
from comments.checking import check_threads
from comments.deciding import decide
from comments.models import Comment, Discussion, Thread
from comments.tests.builders import post_on
from newsroom.importing import archive
from newsroom.tests.test_import import DUMP, URL, put, run, snapshot

pytestmark = pytest.mark.django_db


def dump(*comments, title="A story", text="One.\n\nTwo."):
    return f"{title}\n\n1 July 2024\n\n{text}\n\n\n" + "\n\n".join(comments) + "\n\nEnter comments here:"


def discussion():
    """The threads in their order, each as (text, depth) in reading order."""
    threads = Thread.objects.order_by("sort_key", "pk")
    return [
        list(Comment.objects.of([thread]).order_by("lft").values_list("body", "level")) for thread in threads
    ]


@pytest.fixture
def importing(tmp_path):
    def take(text, *arguments):
        return run(put(tmp_path, "a.txt", text), *arguments)

    return take


def test_new_comments_take_their_places(importing):
    importing(dump("  1. One.", "    • Below one.", "  3. Three.", "    • Second below three."))
    out, _err, _status = importing(
        dump(
            *["  1. One.", "    • New first below one.", "      • New deeper.", "    • Below one."],
            *["  2. Two, new.", "    • Below two, new."],
            *["  3. Three.", "    • Second below three.", "    • New third below three."],
            *["  4. Four, new."],
        )
    )
    assert "updated, 0 sections, 6 comments (2 threads)" in out
    assert discussion() == [
        [("One.", 0), ("New first below one.", 1), ("New deeper.", 2), ("Below one.", 1)],
        [("Two, new.", 0), ("Below two, new.", 1)],
        [("Three.", 0), ("Second below three.", 1), ("New third below three.", 1)],
        [("Four, new.", 0)],
    ]
    assert Discussion.objects.get().comment_count == 10
    assert not list(check_threads())


def test_a_third_time_changes_nothing(importing):
    importing(dump("  1. One."))
    importing(dump("  1. One.", "  2. Two."))
    before = snapshot()
    assert "1 unchanged" in importing(dump("  1. One.", "  2. Two."))[0]
    assert snapshot() == before


def test_the_same_words_twice_are_two_comments(importing):
    importing(dump("  1. Agreed.", "  2. Agreed.", "    • Agreed."))
    assert discussion() == [[("Agreed.", 0)], [("Agreed.", 0), ("Agreed.", 1)]]
    importing(dump("  1. Agreed.", "  2. Agreed.", "    • Agreed.", "    • Agreed."))
    assert discussion() == [[("Agreed.", 0)], [("Agreed.", 0), ("Agreed.", 1), ("Agreed.", 1)]]


def test_a_comment_found_between_two_others_does_not_double_its_replies(importing):
    importing(dump("  1. Root.", "      • Answer to somebody."))
    importing(dump("  1. Root.", "    • Somebody.", "      • Answer to somebody."))
    assert sorted(Comment.objects.order_by().values_list("body", flat=True)) == [
        "Answer to somebody.",
        "Root.",
        "Somebody.",
    ]
    assert not list(check_threads())


def test_two_dumps_of_one_story_go_into_it_once_each(tmp_path):
    put(tmp_path, "a.txt", dump("  1. One."))
    put(tmp_path, "b.txt", dump("  1. One.", "  2. Two.", text="One.\n\nThree."))
    run(tmp_path)
    before = snapshot()
    assert Article.objects.get().current_edition().number == 2
    assert "2 unchanged" in run(tmp_path)[0]
    assert snapshot() == before


def test_what_moderators_decided_stays(importing):
    importing(dump("  1. Rude.", "    • Calm.", "  2. Fine."))
    rude = Comment.objects.get(body="Rude.")
    decide(rude, Comment.State.REJECTED, by=None)
    importing(dump("  1. Rude.", "    • Calm.", "    • Calmer.", "  2. Fine."))
    rude.refresh_from_db()
    assert rude.state == Comment.State.REJECTED
    assert Discussion.objects.get().comment_count == 3
    assert not list(check_threads())


def test_what_readers_wrote_here_stays_among_what_comes(importing):
    importing(dump("  1. One.", "    • Below one."))
    one = Comment.objects.get(body="One.")
    post_on(Article.objects.get(), "Written here.", parent_id=one.pk)
    importing(dump("  1. One.", "    • Below one.", "    • Found later."))
    assert discussion() == [[("One.", 0), ("Below one.", 1), ("Found later.", 1), ("Written here.", 1)]]
    assert not list(check_threads())


def test_later_comments_can_be_held(importing):
    importing(dump("  1. One."))
    importing(dump("  1. One.", "    • Below.", "  2. Two."), "--comments", "held")
    states = dict(Comment.objects.order_by().values_list("body", "state"))
    assert states == {"One.": "published", "Below.": "held", "Two.": "held"}
    assert Discussion.objects.get().comment_count == 1
    assert not list(check_threads())


def test_a_discussion_may_begin_with_the_second_dump(importing):
    importing(dump())
    importing(dump("  1. One."))
    assert discussion() == [[("One.", 0)]]


def test_changed_text_is_a_new_edition_with_the_same_sections(importing):
    importing(DUMP)
    keys = list(Article.objects.get().sections.values_list("key", flat=True))
    importing(DUMP.replace("It is blue.", "It is red."))
    assert list(Edition.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert "It is red." in Client().get(URL).content.decode()
    assert list(Article.objects.get().sections.values_list("key", flat=True)) == keys
    assert Comment.objects.count() == 2


def edit(article):
    article.title = "An editor’s headline"
    article.save()
    revisions.record(article, by=User.objects.create(username="editor"))
    publish(article)


def test_an_editors_change_is_reported_and_left_alone_while_comments_come_in(importing):
    importing(DUMP)
    edit(Article.objects.get())
    more = DUMP.replace("It is blue.", "It is red.").replace(
        "Is it?", "Is it?\n\n      Reply\n    • Quill says:\n      It is."
    )
    out, _err, _status = importing(more)
    assert "an editor has changed the article since" in out
    page = Client().get(URL).content.decode()
    assert "An editor’s headline" in page
    assert "It is blue." in page
    assert Comment.objects.count() == 3
    assert "an editor has changed the article since" in importing(more)[0]
    assert Comment.objects.count() == 3


def test_overwriting_insists(importing):
    importing(DUMP)
    edit(Article.objects.get())
    red = DUMP.replace("It is blue.", "It is red.")
    importing(red)
    out, _err, _status = importing(red, "--overwrite")
    assert "updated, 2 sections" in out
    page = Client().get(URL).content.decode()
    assert "It is red." in page
    assert "An editor’s headline" not in page


def test_a_draft_that_comes_again_stays_a_draft(importing):
    importing("Open thread\n\nMonday.\n\nSay what you like.")
    importing("Open thread\n\nTuesday.\n\nSay what you like.")
    article = Article.objects.get()
    assert article.current_edition() is None
    assert "Tuesday." in article.sections.get().body


def test_a_changed_byline_is_signed_by_its_new_author_only(importing):
    importing(DUMP)
    importing(DUMP.replace("By Nora Pell, Harbour Correspondent", "By Sam Ito"))
    edition = Article.objects.get().current_edition()
    assert edition.byline == "Sam Ito"
    assert [str(author) for author in edition.authors.all()] == ["Sam Ito"]


def test_a_story_that_another_process_writes_first_gets_the_comments_of_both_dumps(tmp_path, monkeypatch):
    """Two processes hold two dumps of one story: whoever comes second renews what the first has written."""
    first, second = dump("  1. One."), dump("  1. One.", "  2. Two.")
    write = archive.write_document

    def come_second(arrival, tagger, options):
        monkeypatch.setattr("newsroom.importing.run.write_document", write)
        run(put(tmp_path, "first.txt", first))
        return write(arrival, tagger, options)

    monkeypatch.setattr("newsroom.importing.run.write_document", come_second)
    run(put(tmp_path, "second.txt", second))
    assert discussion() == [[("One.", 0)], [("Two.", 0)]]
    assert Article.objects.count() == 1
