"""Scheduling as editors meet it: the form, the first page, and the program that looks what is due."""

import os
import re
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings as site
from django.utils import timezone

from articles.models import Article
from articles.scheduling import publish_due
from articles.tests.builders import make_article, make_story
from newsroom.tests.sent_forms import fields_of
from newsroom.tests.test_admin import change_form, form_data, section_of
from newsroom.tests.test_workflow_admin import LISTING, make_user, page_of, panels_of, save

pytestmark = pytest.mark.django_db

State = Article.State
MOMENT = datetime(2037, 11, 30, 7, 0, tzinfo=UTC)
IN_WORDS = "Monday 30 November 2037, 09:00 (Europe/Kyiv), 07:00 UTC"
TYPED = {"publish_at_0": "2037-11-30", "publish_at_1": "09:00"}


@pytest.fixture(autouse=True)
def kyiv(settings):
    settings.TIME_ZONE = "Europe/Kyiv"


@pytest.fixture
def editor(client):
    user = make_user("editor", "Editors")
    client.force_login(user)
    return user


def schedule(client, article, **fields):
    return save(client, article, button="_schedule", **TYPED | fields)


def test_a_story_is_scheduled_by_the_newsrooms_clock_and_the_page_says_when_in_both(client, editor):
    article = make_article()
    page = schedule(client, article, text="New words.").content.decode()
    assert f"Scheduled. Goes out on {IN_WORDS}." in page
    article.refresh_from_db()
    assert (article.state, article.publish_at) == (State.SCHEDULED, MOMENT)
    assert article.sections.get().body == "<p>New words.</p>"
    assert f"goes out on {IN_WORDS}" in page_of(client, article)
    assert f"goes out on {IN_WORDS}" in client.get(LISTING).content.decode()


def test_a_new_story_can_be_scheduled_at_once(client, editor):
    text = {"heading": "", "body": "<p>Words.</p>", "video": ""}
    whole = {"standfirst": "After ten years.", "byline": "Wren"}
    client.post(change_form(), form_data(None, text, button="_schedule", **TYPED, **whole))
    assert Article.objects.get().publish_at == MOMENT


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"publish_at_0": "2020-11-30"}, "That has passed. Publish it instead"),
        ({"publish_at_0": ""}, "both a day and a time"),
        ({"publish_at_0": "", "publish_at_1": ""}, "Say when it is to go out."),
        ({"publish_at_0": "2037-03-29", "publish_at_1": "03:30"}, "the clocks are put forward then"),
        ({"publish_at_0": "2037-10-25", "publish_at_1": "03:30"}, "03:30 comes twice"),
    ],
)
def test_a_time_that_will_not_do_comes_back_with_the_reason_and_every_typed_word(
    client, editor, typed, message
):
    article = make_article()
    page = schedule(client, article, text="Typed and not saved.", **typed).content.decode()
    assert message in page
    assert "Typed and not saved." in page
    assert Article.objects.get().state == State.DRAFT


def test_of_a_time_that_comes_twice_the_form_offers_both(client, editor):
    article = make_article()
    twice = {"publish_at_0": "2037-10-25", "publish_at_1": "03:30"}
    page = schedule(client, article, **twice).content.decode()
    choices = re.findall(r'<option value="(\d)">(Sunday[^<]*)<', page)
    assert [words for _, words in choices] == [
        "Sunday 25 October 2037, 03:30 (Europe/Kyiv), 00:30 UTC",
        "Sunday 25 October 2037, 03:30 (Europe/Kyiv), 01:30 UTC",
    ]
    schedule(client, article, **twice, publish_at_2="1")
    assert Article.objects.get().publish_at == datetime(2037, 10, 25, 1, 30, tzinfo=UTC)


def test_what_the_checklist_asks_keeps_the_time_that_was_typed(client, editor):
    article = make_article(standfirst="")
    response = client.post(
        change_form(article),
        form_data(article, section_of(article.sections.get()), button="_schedule", **TYPED),
    )
    shown = fields_of(client.get(response.url), "article_form")
    assert (shown["publish_at_0"], shown["publish_at_1"]) == (["2037-11-30"], ["09:00"])
    client.post(response.url, shown | {"_schedule": "1", "override": "on", "words": "It needs none."})
    assert Article.objects.get().publish_at == MOMENT
    assert article.transitions.first().overridden == ["There is no standfirst."]


@pytest.mark.parametrize("asked", ["", "x", "2037-11-30", "2037-11-30T09:00:00", "2037-13-30T09:00:00Z"])
def test_a_form_asked_for_with_no_real_time_is_as_ever(client, editor, asked):
    page = client.get(change_form(make_article()), {"publish_at": asked})
    assert fields_of(page, "article_form")["publish_at_0"] == [""]


@pytest.mark.parametrize("button", ["_save", "_publish", "_submit"])
def test_a_time_without_the_button_is_not_dropped_unnoticed(client, editor, button):
    article = make_article()
    page = save(client, article, button=button, **TYPED).content.decode()
    assert "Press “Schedule” for this time to count" in page
    assert Article.objects.get().state == State.DRAFT


def test_a_scheduled_story_is_saved_as_it_is_shown_and_goes_out_with_its_last_text(client, editor):
    article = make_article()
    schedule(client, article)
    shown = fields_of(client.get(change_form(article)), "article_form")
    assert (shown["publish_at_0"], shown["publish_at_1"]) == (["2037-11-30"], ["09:00"])
    response = client.post(change_form(article), shown | {"title": "Last headline", "_save": "1"})
    assert response.status_code == 302
    article.refresh_from_db()
    assert (article.state, article.publish_at) == (State.SCHEDULED, MOMENT)
    list(publish_due(MOMENT))
    assert article.current_edition().title == "Last headline"


def test_emptying_the_time_is_a_question_until_the_button_is_pressed(client, editor):
    article = make_article()
    schedule(client, article)
    emptied = {"publish_at_0": "", "publish_at_1": ""}
    assert "It is still scheduled" in save(client, article, **emptied).content.decode()
    save(client, article, button="_unschedule", **emptied)
    article.refresh_from_db()
    assert (article.state, article.publish_at) == (State.READY, None)


def test_a_form_from_before_the_story_went_out_is_not_saved_unawares(client, editor):
    article = make_article()
    schedule(client, article)
    shown = fields_of(client.get(change_form(article)), "article_form")
    list(publish_due(MOMENT))
    response = client.post(change_form(article), shown | {"title": "Too late", "_save": "1"})
    assert response.status_code == 409
    assert "Too late" in response.content.decode()
    assert Article.objects.get().title != "Too late"


def test_with_four_eyes_whoever_changes_a_scheduled_story_is_told_that_it_waits(client, editor, settings):
    article = make_article()
    schedule(client, article)
    settings.FOUR_EYES = True
    page = save(client, article, text="Other words.", **TYPED).content.decode()
    assert f"Changed since it was scheduled for {IN_WORDS}" in page
    assert Article.objects.get().state == State.READY


def test_reporters_have_no_room_for_a_time(client):
    reporter = make_user("nora", "Reporters")
    client.force_login(reporter)
    assert "publish_at" not in page_of(client, make_article(created_by=reporter))


def test_the_update_of_a_live_story_is_scheduled_too(client, editor):
    article = make_story("Old headline")
    save(client, article, slug=article.slug, title="New headline")
    schedule(client, article, slug=article.slug, title="New headline")
    assert article.current_edition().title == "Old headline"
    list(publish_due(MOMENT))
    assert article.current_edition().title == "New headline"


# The first page


def test_the_first_page_shows_what_goes_out_next_the_soonest_first(client, editor):
    for hours, title in [(2, "Second"), (1, "First")]:
        make_article(title, state=State.SCHEDULED, publish_at=MOMENT + timedelta(hours=hours))
    panel = panels_of(client)["Goes out next"]
    assert panel.index("First") < panel.index("Second")
    assert "10:00 (Europe/Kyiv), 08:00 UTC" in panel
    make_article("Stuck", state=State.SCHEDULED, publish_at=timezone.now() - timedelta(minutes=5))
    assert "no program publishes what is due" in panels_of(client)["Goes out next"]


def test_a_reporter_sees_when_their_own_go_out_and_nothing_of_others(client):
    reporter = make_user("nora", "Reporters")
    make_article("Mine", state=State.SCHEDULED, publish_at=MOMENT, created_by=reporter)
    make_article("Another’s", state=State.SCHEDULED, publish_at=MOMENT)
    client.force_login(reporter)
    panel = panels_of(client)["Goes out next"]
    assert ("Mine" in panel, "Another’s" in panel) == (True, False)


# The program


def start(*arguments, under=(), **pipes):
    command = [*under, sys.executable, "manage.py", "publish_due", *arguments]
    database = {"DATABASE_URL": f"sqlite:///{site.VAR_DIR / 'never-migrated.sqlite3'}", "DEBUG": "true"}
    return subprocess.Popen(command, cwd=site.BASE_DIR, env=os.environ | database, **pipes)  # noqa: S603


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_program_survives_a_database_that_fails_and_stops_when_told(number):
    program = start("--forever", stderr=subprocess.PIPE)
    said = next(line for line in program.stderr if b"cannot be published now" in line)
    assert said
    assert program.poll() is None
    program.send_signal(number)
    program.stderr.close()
    assert program.wait(30) == 0


def test_the_program_ends_with_the_process_that_started_it(tmp_path):
    shell = ["sh", "-c", '"$@" & echo $! > "$0"; read line', str(tmp_path / "pid")]
    pipes = {"stdin": subprocess.PIPE, "stderr": subprocess.PIPE}
    with start("--forever", "--with-parent", under=shell, **pipes) as parent:
        assert next(line for line in parent.stderr if b"cannot be published now" in line)
        parent.stdin.close()
        parent.wait(20)
    pid = int((tmp_path / "pid").read_text())
    for _ in range(50):
        if not is_running(pid):
            return
        time.sleep(0.2)
    os.kill(pid, signal.SIGKILL)
    pytest.fail("It runs on alone.")


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


# Embargoes


UNTIL = {"embargo_until_0": "2037-11-30", "embargo_until_1": "09:00"}
UNTIL_IN_WORDS = f"under embargo until {IN_WORDS}"


def test_an_embargo_is_set_on_the_form_and_shown_in_both_clocks(client, editor):
    article = make_article()
    save(client, article, **UNTIL)
    assert Article.objects.get().embargo_until == MOMENT
    page = page_of(client, article)
    assert UNTIL_IN_WORDS in page
    assert 'name="_publish"' not in page
    assert 'name="_lift_embargo"' not in page
    assert UNTIL_IN_WORDS in client.get(LISTING).content.decode()


def test_publishing_with_an_embargo_just_typed_keeps_every_word_and_says_why_not(client, editor):
    article = make_article()
    page = save(client, article, button="_publish", text="Typed.", **UNTIL).content.decode()
    assert "So it cannot be published now" in page
    assert "Typed." in page
    assert not article.is_live()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"embargo_until_0": "2020-11-30"}, "That has passed."),
        ({"embargo_until_0": "x"}, "Enter a valid date"),
        ({"embargo_until_1": ""}, "both a day and a time"),
        ({"embargo_until_0": "2037-03-29", "embargo_until_1": "03:30"}, "the clocks are put forward then"),
    ],
)
@pytest.mark.parametrize("button", ["_save", "_publish", "_schedule"])
def test_an_embargo_that_will_not_do_comes_back_with_the_reason(client, editor, typed, message, button):
    article = make_article()
    assert message in save(client, article, button=button, **UNTIL | typed, **TYPED).content.decode()
    assert Article.objects.get().embargo_until is None


def test_an_embargo_is_made_longer_by_anybody_and_shorter_by_nobody(client, editor):
    article = make_article(embargo_until=MOMENT)
    for typed in [{"embargo_until_0": "", "embargo_until_1": ""}, {"embargo_until_0": "2037-11-29"}]:
        page = save(client, article, **UNTIL | typed).content.decode()
        assert "“Lift the embargo” ends it sooner" in page
    save(client, article)
    assert Article.objects.get().embargo_until == MOMENT
    save(client, article, **UNTIL | {"embargo_until_0": "2037-12-01"})
    assert Article.objects.get().embargo_until == MOMENT + timedelta(days=1)


def test_an_embargo_that_has_ended_can_be_cleared(client, editor):
    article = make_article(embargo_until=timezone.now() - timedelta(days=1))
    save(client, article, embargo_until_0="", embargo_until_1="")
    assert Article.objects.get().embargo_until is None


def test_a_story_is_scheduled_after_its_embargo_and_put_under_none_that_ends_later(client, editor):
    article = make_article(embargo_until=MOMENT)
    early = schedule(client, article, **UNTIL, publish_at_1="08:59").content.decode()
    assert "It is under embargo until" in early
    schedule(client, article, **UNTIL)
    assert Article.objects.get().publish_at == MOMENT
    later = UNTIL | {"embargo_until_1": "09:01"}
    for button in ("_save", "_schedule", "_unschedule"):
        page = save(client, article, button=button, **TYPED, **later).content.decode()
        assert f"It is scheduled for {IN_WORDS}, before that" in page


def test_a_chief_lifts_the_embargo_with_a_note_and_then_it_is_published(client):
    client.force_login(make_user("chief", "Chiefs"))
    article = make_article(embargo_until=MOMENT)
    assert "needs a note" in save(client, article, button="_lift_embargo", **UNTIL).content.decode()
    save(client, article, button="_lift_embargo", words="It is out elsewhere.", **UNTIL)
    article.refresh_from_db()
    assert article.embargo_until is None
    assert "It is out elsewhere." in page_of(client, article)
    save(client, article, button="_publish")
    assert article.is_live()


def test_publishing_from_the_list_passes_an_embargoed_story_by(client, editor):
    article = make_article("Kept", embargo_until=MOMENT)
    data = {"action": "publish_selected", "_selected_action": [article.pk]}
    page = client.post(LISTING, data, follow=True).content.decode()
    assert f"It is under embargo until {IN_WORDS}" in page
    assert not article.is_live()
