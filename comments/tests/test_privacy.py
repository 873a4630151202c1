"""What is kept of a reader is theirs to see and to have erased; no address is kept at all."""

import json
import uuid

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.tests.builders import make_story
from comments import networks, tokens
from comments.appeals import appeal
from comments.deciding import approve, reject
from comments.erring import report_error
from comments.models import Appeal, Comment, Decision, Discussion, ErrorReport, Report, Rule
from comments.refusals import Refused
from comments.reporting import report
from comments.tests.builders import make_comment, post_on, without_limits
from comments.tests.test_concurrency import assert_sound, run_workers

pytestmark = pytest.mark.django_db

READER = uuid.uuid4()
SECRET = "Zwölf Geheimnisse"
PUBLISHED, HELD, REJECTED, REMOVED, WITHDRAWN = Comment.State


@pytest.fixture
def life():
    """All that a reader can leave behind: (their first comment, somebody's answer to it)."""
    without_limits()
    article = make_story("Ferry returns")
    first = post_on(article, f"{SECRET} eins.", name=f"{SECRET} Name", reader=READER)
    answer = make_comment("I wonder.", parent=first, name="Gannet")
    leaf = post_on(article, f"{SECRET} zwei.", parent_id=answer.pk, reader=READER)
    rejected = post_on(make_story("Cup final"), f"{SECRET} drei.", reader=READER)
    reject(rejected, by=None, reason=Decision.Reason.ABUSE, note=f"Says {SECRET}")
    appeal(rejected, words=f"{SECRET} vier.", reader=READER)
    report(answer, category="abuse", words=f"{SECRET} fünf.", reader=READER, networks=["a" * 32])
    report(leaf, category="abuse", words=f"He says {SECRET}.", reader=uuid.uuid4())
    report_error(article, words=f"{SECRET} sechs.", reader=READER, networks=["a" * 32])
    verdict = {"check": "words", "outcome": "hold", "reason": SECRET, "told": SECRET}
    Comment.objects.filter(reader=READER).update(network="a" * 32, verdicts=[verdict])
    return first, answer


def run(command, *arguments, **options):
    lines = []

    class Out:
        def write(self, text):
            lines.append(text)

    call_command(command, *arguments, stdout=Out(), **options)
    return "".join(lines)


def export(*arguments, **options):
    return json.loads(run("export_reader", *arguments, **options))


def everything_stored():
    """Every row of the part, as text."""
    models = apps.get_app_config("comments").get_models()
    return "\n".join(str(list(model.objects.order_by().values())) for model in models)


def test_an_export_holds_everything_a_reader_has_said_and_what_became_of_it(life):
    first, answer = life
    record = export(str(READER))
    assert [comment["text"] for comment in record["comments"]] == [
        f"{SECRET} {n}." for n in ["eins", "zwei", "drei"]
    ]
    rejected = record["comments"][2]
    assert rejected["story"]["title"] == "Cup final"
    assert rejected["appeal"]["words"] == f"{SECRET} vier."
    assert [(made["to"], made["reason"]) for made in rejected["decisions"]] == [("rejected", "abuse")]
    assert (record["reports"][0]["comment"], record["reports"][0]["words"]) == (answer.pk, f"{SECRET} fünf.")
    assert record["errors"][0]["words"] == f"{SECRET} sechs."
    assert record["comments"][0]["checks"][0]["told"] == SECRET


def test_an_export_tells_nothing_of_others(life):
    text = run("export_reader", str(READER))
    for theirs in ["I wonder.", "Gannet", "He says", "Says Zw"]:
        assert theirs not in text


def test_a_comments_number_leads_to_its_reader(life):
    assert export(comment=life[0].pk) == export(str(READER))


def test_an_archives_comment_is_exported_by_itself():
    imported, _other = make_comment("From the archive."), make_comment("Another.")
    Comment.objects.update(reader=None)
    record = export(comment=imported.pk)
    assert [comment["text"] for comment in record["comments"]] == ["From the archive."]
    assert (record["reader"], record["reports"], record["errors"]) == (None, [], [])


def test_an_export_goes_into_a_file_as_utf8(life, tmp_path):
    path = tmp_path / "reader.json"
    run("export_reader", str(READER), file=path)
    assert SECRET in path.read_text(encoding="utf-8")
    assert json.loads(path.read_bytes()) == export(str(READER))


def test_an_export_says_who_is_banned_and_till_when():
    until = timezone.now()
    Rule.objects.create(kind=Rule.Kind.BANNED_READER, value=str(READER), until=until, why="Colleagues' words")
    record = export(str(READER))
    assert len(record["bans"]) == 1
    assert "Colleagues" not in json.dumps(record)


def test_an_export_costs_the_same_however_much_was_written(life, django_assert_num_queries):
    for number in range(10):
        post_on(make_story(f"Story {number}"), f"{number}", reader=READER)
    # Comments with their stories and appeals; their decisions; reports; reports of errors; bans.
    with django_assert_num_queries(5):
        export(str(READER))


@pytest.mark.parametrize("command", ["export_reader", "erase_reader"])
def test_a_command_wants_to_know_which_reader(command):
    for arguments, options in [([], {}), ([str(READER)], {"comment": 1}), ([], {"comment": 999_999})]:
        with pytest.raises(CommandError):
            run(command, *arguments, **options)
    with pytest.raises(CommandError):
        run(command, "not-an-id")


def test_after_erasing_no_word_of_the_reader_is_left_and_nothing_ties_the_rest_together(life):
    run("erase_reader", str(READER))
    stored = everything_stored()
    assert SECRET not in stored
    assert "a" * 32 not in stored
    assert str(READER) not in stored
    assert str(READER.hex) not in stored
    assert not ErrorReport.objects.exists()
    assert Appeal.objects.get().words == ""
    assert Report.objects.count() == 2
    assert not Report.objects.open().filter(comment__state=Comment.State.WITHDRAWN).exists()


def test_after_erasing_the_tree_stands_and_the_counters_are_right(client, life):
    first, answer = life
    url = first.thread.discussion.article.current_edition().get_absolute_url()
    version = Discussion.objects.get(pk=first.thread.discussion_id).version
    run("erase_reader", str(READER))
    page = client.get(url).content.decode()
    assert SECRET not in page
    assert "This comment was withdrawn by its writer." in page
    assert "I wonder." in page
    assert page.count('class="comment ') == 2
    assert set(Comment.objects.exclude(pk=answer.pk).values_list("state", flat=True)) == {WITHDRAWN}
    discussion = Discussion.objects.get(pk=first.thread.discussion_id)
    assert (discussion.comment_count, discussion.version > version) == (1, True)
    assert_sound()


def test_what_was_erased_no_moderator_brings_back(life):
    run("erase_reader", str(READER))
    for comment in Comment.objects.filter(body=""):
        approve(comment, by=None)
    assert not Comment.objects.readable().filter(body="").exists()


def test_a_dry_run_says_what_there_is_and_changes_nothing(life):
    before = everything_stored()
    said = run("erase_reader", str(READER), dry_run=True)
    assert "3 comments, 2 threads, 1 appeals, 1 reports, 1 error reports" in said
    assert everything_stored() == before
    assert "3 comments" in run("erase_reader", str(READER))
    assert "0 comments, 0 threads, 0 appeals, 0 reports, 0 error reports" in run("erase_reader", str(READER))


def test_an_archives_comment_is_erased_by_itself():
    imported, _other = make_comment("From the archive."), make_comment("Another.")
    Comment.objects.update(reader=None)
    run("erase_reader", comment=imported.pk)
    assert list(Comment.objects.order_by("pk").values_list("body", flat=True)) == ["", "Another."]
    assert_sound()


@pytest.mark.django_db(transaction=True)
def test_erasing_while_others_answer_keeps_every_counter_right():
    without_limits()
    article = make_story()
    mine = [post_on(article, f"Mine {number}", reader=READER) for number in range(4)]

    def work(number):
        if not number:
            return run("erase_reader", str(READER))
        for turn in range(5):
            try:
                post_on(article, f"{number}.{turn}", parent_id=mine[turn % 4].pk)
            except Refused:
                return None

    run_workers(work)
    assert not Comment.objects.filter(reader=READER).exists()
    assert Discussion.objects.get().comment_count == Comment.objects.readable().count()
    assert_sound()


def test_whatever_says_who_a_reader_is_can_be_erased():
    """A table with a reader's id or network that comes anew has to be thought of in comments/privacy.py."""
    personal = {
        model.__name__
        for model in apps.get_models()
        for field in model._meta.fields
        if field.name in ("reader", "network", "address", "ip", "email")
        and model._meta.app_label == "comments"
    }
    assert personal == {"Comment", "Report", "ErrorReport"}


def test_no_address_is_stored_whatever_a_reader_does(client):
    article = make_story()
    comment = make_comment(article=article)
    visitor = {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": "Peculiar Browser"}
    data = {"token": tokens.make(article.pk), "body": "Hello.", "words": "Look.", "category": "spam"}
    for url in [f"on/{article.pk}/", f"{comment.pk}/report/", f"on/{article.pk}/error/"]:
        assert client.post(f"/comments/{url}", data, **visitor).status_code == 302
    stored = everything_stored()
    assert (Report.objects.count(), ErrorReport.objects.count(), Comment.objects.count()) == (1, 1, 2)
    assert "203.0.113" not in stored
    assert "Peculiar" not in stored
    assert networks.hashes("203.0.113.77")[0] in stored


def test_nothing_personal_is_in_a_public_byte(client, life):
    first, _answer = life
    url = first.thread.discussion.article.current_edition().get_absolute_url()
    for address in [url, f"{url}threads/{first.thread_id}/"]:
        page = client.get(address).content.decode()
        for personal in [str(READER), READER.hex, "a" * 32, "abuse", "sechs"]:
            assert personal not in page
