"""Steps as the admin's users meet them: the form, the list, and the first page."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.first_page import LINES
from articles.models import Article, Desk, Edition
from articles.publishing import publish, unpublish
from articles.tests.builders import make_article, make_story
from comments.models import Comment, Discussion
from comments.posting import set_state
from comments.tests.builders import make_comment
from newsroom.tests.sent_forms import fields_of
from newsroom.tests.test_admin import change_form, form_data, section_of

pytestmark = pytest.mark.django_db

State = Article.State
LISTING = reverse("admin:articles_article_changelist")
FIRST_PAGE = reverse("admin:index")


def make_user(name, *groups):
    user = User.objects.create_user(name, is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


@pytest.fixture
def reporter():
    return make_user("nora", "Reporters")


@pytest.fixture
def editor(client):
    user = make_user("editor", "Editors")
    client.force_login(user)
    return user


def save(client, article, *, button="_save", text=None, **fields):
    section = article.sections.get()
    changed = section_of(section, **({"body": f"<p>{text}</p>"} if text else {}))
    return client.post(
        change_form(article), form_data(article, changed, button=button, **fields), follow=True
    )


def page_of(client, article):
    return client.get(change_form(article)).content.decode()


def submitted(reporter, title="A story"):
    article = make_article(title, created_by=reporter)
    workflow.move(article, "submit", by=reporter)
    return article


# The form


@pytest.mark.parametrize("group", [None, "Reporters", "Editors"])
def test_whoever_may_begin_a_story_finds_an_empty_form(client, group):
    user = make_user("wren", group) if group else User.objects.create_superuser("wren")
    user.desks.add(Desk.objects.named("Harbour"))
    client.force_login(user)
    page = client.get(reverse("admin:articles_article_add")).content.decode()
    assert 'name="_save"' in page
    assert 'name="_take_down"' not in page


def test_a_step_saves_what_is_on_the_page(client, reporter):
    client.force_login(reporter)
    article = make_article(created_by=reporter)
    page = save(client, article, button="_submit", text="New words.").content.decode()
    assert "It waits for an editor now." in page
    assert article.sections.get().body == "<p>New words.</p>"
    assert article.revisions.get().saved_by == reporter
    assert 'name="_save"' not in page
    assert 'name="_take_back"' in page


def test_a_step_without_the_note_that_it_needs_keeps_every_typed_word(client, editor, reporter):
    article = submitted(reporter)
    page = save(client, article, button="_request_changes", text="Typed and not saved.").content.decode()
    assert "“Request changes” needs a note: say why." in page
    assert "Typed and not saved." in page
    article.refresh_from_db()
    assert article.state == State.SUBMITTED
    assert article.transitions.count() == 1


def test_the_writer_reads_what_is_to_be_changed_and_markup_in_it_is_shown_as_text(client, editor, reporter):
    article = submitted(reporter)
    save(client, article, button="_request_changes", words="Who says so?\n<script>alert(1)</script>")
    client.force_login(reporter)
    for page in [page_of(client, article), client.get(FIRST_PAGE).content.decode()]:
        assert "Who says so?" in page
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_what_was_said_at_the_steps_of_a_published_story_is_not_for_everybody(client, reporter):
    article = make_article(created_by=reporter)
    workflow.move(article, "publish", by=make_user("second", "Editors"), words="Legal has seen it.")
    client.force_login(reporter)
    assert "Legal has seen it." in page_of(client, article)
    client.force_login(make_user("another", "Reporters"))
    page = page_of(client, article)
    assert "published" in page
    assert "Legal has seen it." not in page


@pytest.mark.parametrize("number", [1, 20])
def test_the_form_costs_the_same_however_many_steps_there_were(
    client, editor, reporter, django_assert_max_num_queries, number
):
    article = submitted(reporter)
    for _ in range(number):
        workflow.move(article, "request_changes", by=editor, words="Why?")
        workflow.move(article, "submit", by=reporter)
    page_of(client, article)
    # 1 the session, 2 the user, 3 the newest revision's number, 4 and 5 the permissions, 6 the story, 7 its
    # edition, 8 and 9 whether the user sees it and edits its desk, 10 the by-lines, 11 the sections, 12 the
    # tags of one, 13 whether the user has written it, 14 and 15 whether readers see it and ever saw it, 16
    # the desks to choose from, 17 its own, 18 the steps with whose they were.
    with django_assert_max_num_queries(18):
        page_of(client, article)


def test_whoever_may_only_read_a_story_finds_it_as_text(client, reporter):
    article = submitted(reporter)
    article.sections.update(heading="The <i>crew</i>", body="<p>They <strong>slept</strong>.</p>")
    client.force_login(reporter)
    page = page_of(client, article)
    assert "<h3>The &lt;i&gt;crew&lt;/i&gt;</h3><p>They <strong>slept</strong>.</p>" in page
    assert "content_editor/index.js" not in page


def test_a_form_with_an_error_takes_no_step(client, editor, reporter):
    article = submitted(reporter)
    page = save(client, article, button="_publish", title="").content.decode()
    assert "This field is required" in page
    assert not article.is_live()


def test_saving_a_published_story_with_changes_makes_it_a_draft_and_its_writers_turn(client, editor):
    article = make_story(created_by=editor)
    save(client, article, slug=article.slug)
    assert Article.objects.get().state == State.PUBLISHED
    save(client, article, slug=article.slug, text="Other words.")
    assert Article.objects.get().state == State.DRAFT
    assert article.transitions.first().by == editor
    assert article.current_edition().number == 1
    page = client.get(LISTING).content.decode()
    assert "edition 1" in page
    assert re.search(r'field-stands">draft<br><small>waits for editor<', page)


def test_publishing_again_leaves_no_step_between(client, editor):
    article = make_story()
    save(client, article, button="_update", text="Other words.")
    assert list(article.transitions.values_list("verb", flat=True)) == ["update", "publish"]
    assert article.current_edition().number == 2


def test_with_four_eyes_an_editor_who_typed_is_told_that_another_has_to_publish(
    client, editor, reporter, settings
):
    settings.FOUR_EYES = True
    article = submitted(reporter)
    page = save(client, article, button="_publish", text="An editor’s words.").content.decode()
    assert "You have submitted it or changed it last" in page
    assert 'name="_publish"' not in page
    assert article.sections.get().body == "<p>An editor’s words.</p>"
    assert not article.is_live()
    response = save(client, article, button="_publish")
    assert response.status_code == 403
    client.force_login(make_user("second", "Editors"))
    assert save(client, article, button="_publish").status_code == 200
    assert article.is_live()


def test_a_step_that_somebody_else_has_taken_meanwhile_is_403(client, editor, reporter):
    article = submitted(reporter)
    workflow.move(article, "spike", by=make_user("second", "Editors"))
    before = article.transitions.count()
    assert save(client, article, button="_mark_ready", title="Changed").status_code == 403
    assert Article.objects.get().title == "A story"
    assert article.transitions.count() == before


@pytest.mark.parametrize("pk", ["0", "999999", "abc", "1%00"])
def test_a_step_with_a_story_that_is_not_there_is_refused(client, editor, pk):
    assert client.post(f"{LISTING}{pk}/change/", {"_publish": "1"}).status_code == 403


def test_a_new_story_can_be_kept_as_an_idea_or_submitted_at_once(client, reporter):
    client.force_login(reporter)
    for button, state in [("_shelve", State.IDEA), ("_submit", State.SUBMITTED)]:
        client.post(change_form(), form_data(None, title=button, button=button))
        assert Article.objects.get(title=button).state == state


def test_enter_saves_and_takes_no_step(client, editor):
    page = page_of(client, make_article())
    buttons = re.findall(r'type="submit"[^>]*name="(\w+)"', page)
    assert buttons[0] == "_save"
    assert "_publish" in buttons


def test_an_unpublished_story_has_no_page_and_no_comments(client, editor):
    article = make_story()
    comment = make_comment("Well said.", article=article)
    edition = article.current_edition()
    url = edition.get_absolute_url()
    pages = [
        url,
        f"{url}threads/{comment.thread_id}/",
        f"/comments/{comment.pk}/",
        f"/comments/{comment.pk}/reply/",
    ]
    assert {client.get(page, follow=True).status_code for page in pages} == {200}
    assert save(client, article, button="_unpublish", words="Not true.").status_code == 200
    assert not Edition.objects.current().exists()
    assert {client.get(page, follow=True).status_code for page in pages} == {404}
    client.post(f"/comments/on/{article.pk}/", {"body": "Still here?"})
    assert Comment.objects.count() == 1


# The list


def test_the_list_says_where_stories_stand_and_who_is_waited_for(client, editor, reporter):
    submitted(reporter, "With the desk")
    make_article("Being written", created_by=reporter)
    page = client.get(LISTING).content.decode()
    assert "an editor of Harbour" in page
    assert "waits for nora<" in page
    assert "With the desk" not in client.get(LISTING, {"state__exact": "draft"}).content.decode()


def test_the_list_shows_what_is_mine_and_what_waits_for_me(client, editor, reporter):
    make_article("My own", created_by=editor)
    submitted(reporter, "Waits for a desk")
    mine = client.get(LISTING, {"whose": "mine"}).content.decode()
    waiting = client.get(LISTING, {"whose": "waiting"}).content.decode()
    assert ("My own" in mine, "Waits for a desk" in mine) == (True, False)
    assert ("My own" in waiting, "Waits for a desk" in waiting) == (False, True)


def test_publishing_from_the_list_says_what_was_refused_and_why(client, editor):
    good, spiked = make_article("Good"), make_article("Put away")
    workflow.move(spiked, "spike", by=editor)
    data = {"action": "publish_selected", "_selected_action": [good.pk, spiked.pk]}
    page = client.post(LISTING, data, follow=True).content.decode()
    assert "Put away</a>: “Publish” does not lead on from “spiked”." in page
    assert "1 article is published." in page
    assert (good.is_live(), spiked.is_live()) == (True, False)


@pytest.mark.parametrize("number", [2, 30])
@pytest.mark.parametrize("group", ["Editors", "Desk editors", "Reporters"])
def test_the_list_costs_the_same_however_many_stories(client, django_assert_max_num_queries, group, number):
    user = make_user("staff", group)
    client.force_login(user)
    for _ in range(number):
        make_article(created_by=user)
    client.get(LISTING)
    # 1 the session, 2 the user, 3 and 4 the permissions, 5 and 6 the counts, 7 and 8 the range of days, 9 the
    # desks to filter by, 10 the stories, 11 their editions.
    with django_assert_max_num_queries(11):
        client.get(LISTING)


# The first page


def panels_of(client):
    page = client.get(FIRST_PAGE).content.decode()
    return {
        re.search(r"<h2[^>]*>(.*?)</h2>", panel)[1]: panel
        for panel in re.findall(r'<section class="module panel".*?</section>', page, re.DOTALL)
    }


def test_the_first_page_of_a_reporter_shows_their_drafts_and_what_came_back(client, editor, reporter):
    returned = submitted(reporter, "Came back")
    workflow.move(returned, "request_changes", by=editor, words="Who says so?")
    make_article("Half done", created_by=reporter)
    make_article("Somebody else’s")
    submitted(reporter, "With the desk")
    client.force_login(reporter)
    panels = panels_of(client)
    assert list(panels) == ["Waits for me", "My drafts", "Goes out next", "Published today"]
    assert "Came back" in panels["Waits for me"]
    assert "Who says so?" in panels["Waits for me"]
    assert "Half done" in panels["My drafts"]
    page = "".join(panels.values())
    assert "Somebody else’s" not in page
    assert "With the desk" not in page


def test_the_first_page_of_a_desk_editor_shows_what_waits_on_their_desks(client, reporter):
    mine = submitted(reporter, "At the harbour")
    user = make_user("staff", "Desk editors")
    mine.desk.editors.add(user)
    elsewhere = make_article("In the court", desk="Courts", created_by=reporter)
    workflow.move(elsewhere, "submit", by=reporter)
    client.force_login(user)
    panel = panels_of(client)["Waits for me"]
    assert "At the harbour" in panel
    assert "In the court" not in panel


def test_published_today_is_what_readers_saw_first_since_midnight_and_still_see(client, editor, settings):
    settings.TIME_ZONE = "Pacific/Auckland"
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    make_story("Today", at=midnight)
    make_story("Yesterday", at=midnight - timedelta(seconds=1))
    publish(make_story("Long ago", at=midnight - timedelta(days=900)))
    unpublish(make_story("Gone"), reason="Wrong.")
    panel = panels_of(client)["Published today"]
    assert "Today</a>" in panel
    for title in ["Yesterday", "Long ago", "Gone"]:
        assert title not in panel


def test_a_moderator_sees_how_many_comments_wait_and_no_draft(client):
    client.force_login(make_user("staff", "Moderators"))
    assert "No comment waits." in panels_of(client)["Comments waiting"]
    article = make_story("As readers see it")
    set_state(article, Discussion.State.HELD)
    for number in range(3):
        make_comment(str(number), article=article)
    Article.objects.update(title="A draft’s headline", state=State.DRAFT)
    assert list(panels_of(client)) == ["Published today", "Comments waiting"]
    assert "3 comments wait" in panels_of(client)["Comments waiting"]
    discussion = Discussion.objects.get()
    for page in [
        reverse("admin:comments_comment_changelist"),
        reverse("admin:comments_comment_change", args=[Comment.objects.first().pk]),
        reverse("admin:comments_discussion_changelist"),
        reverse("admin:comments_discussion_change", args=[discussion.pk]),
    ]:
        text = client.get(page).content.decode()
        assert "As readers see it" in text
        assert "A draft’s headline" not in text


def test_a_panel_is_short_and_leads_to_the_rest(client, editor):
    for number in range(LINES + 1):
        make_article(f"Draft {number}", created_by=editor)
    panel = panels_of(client)["My drafts"]
    assert panel.count("<li>") == LINES
    more = re.search(r'href="([^"]+)"[^>]*>More<', panel)[1]
    assert client.get(more).content.decode().count('class="field-stands"') == LINES + 1
    Article.objects.first().delete()
    assert "More" not in panels_of(client)["My drafts"]


@pytest.mark.parametrize("number", [1, 12])
@pytest.mark.parametrize("group", ["Editors", "Desk editors", "Reporters", "Chiefs"])
def test_the_first_page_costs_the_same_however_much_there_is_to_do(
    client, django_assert_max_num_queries, reporter, group, number
):
    user = make_user("staff", group)
    for index in range(number):
        make_article(created_by=user)
        article = submitted(reporter, f"Submitted {index}")
        make_comment(article=make_story(f"Story {index}"), state=Comment.State.HELD)
    article.desk.editors.add(user)
    client.force_login(user)
    client.get(FIRST_PAGE)
    # 1 the session, 2 the user, 3 and 4 the permissions, 5 what waits, 6 the user's drafts, 7 what is
    # scheduled, 8 the stories of today, 9 and 10 the comments that wait and those with legal reports
    # (chiefs), 11 the errors that readers report, 12 whether the paper has its row (chiefs), 13 the user's
    # last acts.
    with django_assert_max_num_queries(13):
        client.get(FIRST_PAGE)


def test_the_first_page_still_lists_everything(client, editor):
    page = client.get(FIRST_PAGE).content.decode()
    assert page.index("Published today") < page.index(LISTING + "add/")


# Republishing


def corrects(client, article, **fields):
    return save(client, article, button="_correct", **fields).content.decode()


def test_a_live_storys_buttons_say_what_republishing_is(client, editor):
    live, draft = page_of(client, make_story()), page_of(client, make_article())
    for button in ["_update", "_correct", "_minor_fix", "words_to_readers"]:
        assert f'name="{button}"' in live
        assert f'name="{button}"' not in draft
    assert 'name="_publish"' not in live


def test_a_correction_is_told_to_readers_on_the_story_and_among_the_corrections(client, editor):
    article = make_story(sections=[{"heading": "The crew", "text": "Seven weeks."}])
    page = corrects(
        client,
        article,
        text="Nine weeks.",
        words_to_readers="It was nine weeks & not seven.",
        severity="serious",
        corrected_section=str(article.sections.get().key),
    )
    assert "Corrected. Readers see your words" in page
    correction = article.current_edition().correction
    assert (correction.words, correction.by) == ("It was nine weeks & not seven.", editor)
    url = article.current_edition().get_absolute_url()
    public = client.get(url).content.decode()
    assert "It was nine weeks &amp; not seven." in public
    assert public.index("It was nine weeks &amp;") < public.index("Nine weeks.")
    assert '<a href="#the-crew">About “The crew”</a>' in public
    assert f'href="{url}#correction-2"' in client.get("/corrections/").content.decode()


def test_a_correction_without_words_to_readers_keeps_every_typed_word(client, editor):
    article = make_story()
    page = corrects(client, article, text="Typed and not saved.", words="For the desk.", severity="serious")
    assert "“Correct” needs words to readers" in page
    assert "Typed and not saved." in page
    assert "For the desk." in page
    assert re.search(r'value="serious"[^>]*checked', page)
    assert article.current_edition().number == 1


@pytest.mark.parametrize("button", ["_save", "_update", "_minor_fix", "_unpublish"])
def test_words_to_readers_are_not_lost_with_another_button(client, editor, button):
    article = make_story()
    page = save(client, article, button=button, words="So.", words_to_readers="It was nine.").content.decode()
    assert "Only “Correct” and “Take down” tell these words" in page
    assert "It was nine." in page
    assert article.transitions.count() == 1


@pytest.mark.parametrize("section", ["x", "00000000-0000-0000-0000-000000000000"])
def test_a_correction_of_a_section_that_is_none_comes_back(client, editor, section):
    article = make_story()
    page = corrects(client, article, words_to_readers="It was nine.", corrected_section=section)
    assert "Select a valid choice" in page
    assert article.current_edition().number == 1


def typed_in(client, article):
    """What stands in the fields of the article's form when it is opened: {name: [values]}."""
    return fields_of(client.get(change_form(article)), "article_form")


def test_with_four_eyes_words_to_readers_come_back_in_their_field(client, editor, settings):
    settings.FOUR_EYES = True
    article = make_story()
    page = corrects(client, article, text="Nine.", words="For the desk.", words_to_readers="It was nine.")
    assert "somebody else has to do this" in page
    assert "somebody else has to take the step: give them to a colleague" in page
    shown = typed_in(client, article)
    assert (shown["words_to_readers"], shown["words"]) == (["It was nine."], ["For the desk."])
    assert article.current_edition().number == 1


def test_words_for_a_correction_that_the_checklist_refuses_come_back_in_their_fields(client, editor):
    article = make_story(sections=[{"heading": "The crew", "text": "Seven weeks."}])
    other = make_story("Other")
    key = str(article.sections.get().key)
    typed = {"words_to_readers": "It was nine.", "severity": "serious", "corrected_section": key}
    assert "There is no text." in corrects(client, article, text=" ", **typed)
    for _time in range(2):
        shown = typed_in(client, article)
        assert {name: shown[name] for name in typed} == {name: [value] for name, value in typed.items()}
    assert typed_in(client, other)["words_to_readers"] == [""]
    client.post(change_form(article), shown | {"sections-0-body": "<p>Nine.</p>", "_correct": "1"})
    assert article.current_edition().correction.words == "It was nine."
    assert typed_in(client, article)["words_to_readers"] == [""]


def test_words_that_the_editor_takes_back_stay_away(client, editor):
    article = make_story()
    corrects(client, article, text=" ", words_to_readers="It was nine.")
    assert typed_in(client, article)["words_to_readers"] == ["It was nine."]
    save(client, article, words_to_readers="")
    assert typed_in(client, article)["words_to_readers"] == [""]


def test_from_the_list_a_live_story_is_updated(client, editor):
    live, draft = make_story("Live"), make_article("Draft")
    live.title = "Changed"
    live.save()
    client.post(LISTING, {"action": "publish_selected", "_selected_action": [live.pk, draft.pk]})
    assert (live.current_edition().verb, draft.current_edition().verb) == ("update", "publish")


def test_the_form_of_a_live_story_costs_one_query_more(client, editor, django_assert_max_num_queries):
    article = make_story(sections=["One.", {"heading": "Two", "text": "Words."}])
    page_of(client, article)
    # Those of any story, and the sections that a correction may be about.
    with django_assert_max_num_queries(19):
        page_of(client, article)
