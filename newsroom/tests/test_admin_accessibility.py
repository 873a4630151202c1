"""The admin as axe sees it: nothing keeps people out, neither light nor dark, on phone nor desktop."""

import uuid
from datetime import timedelta
from functools import partial

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import expect

from articles.tests.builders import make_article, make_image, make_story, make_tag
from articles.tests.files import drawing, file_of
from comments.banning import ban
from comments.deciding import reject
from comments.models import Comment, Report, Rule
from comments.reporting import report
from comments.tests.builders import make_comment
from newsroom.benchmarks.chromium import serious_faults
from newsroom.tests.test_browser import DESKTOP, history_of, save_as
from newsroom.tests.test_second_factor import switched_on

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW = {"width": 390, "height": 844}
PASSWORD = "a long password"
SCREENS = [
    pytest.param({"viewport": viewport, "color_scheme": colours}, id=f"{name}-{colours}")
    for name, viewport in [("phone", NARROW), ("desktop", DESKTOP)]
    for colours in ("light", "dark")
]
NOT_OURS = [
    # Select2 says that a list of chips, which has a list's items, is something else.
    ".select2-selection__rendered",
    # The rich text editor greys out what cannot be done now, and says so by a class alone.
    ".prose-menubar__button.disabled",
]
QUEUE = "/admin/comments/comment/queue/"


@pytest.fixture
def editor(media):
    return User.objects.create_superuser("edith", password=PASSWORD)


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def sign_in(sign_in_as, editor):
    return partial(sign_in_as, "edith", bypass_csp=True)


def give_password(page):
    page.get_by_label("Username").fill("edith")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


@pytest.fixture
def draft(editor):
    """An unfinished story with everything in it that a form can hold."""
    bay, picture = make_tag("Whitmoor Bay"), make_image(file_of(drawing((600, 400))))
    article = make_article(
        "The ferry returns",
        standfirst="",
        authors=["Nora Pell", "Old Gannet"],
        sections=[
            {"heading": "The boat", "text": "The boat is back in Whitmoor Bay.", "image": picture},
            {"heading": "The crew", "text": "They slept.", "tags": [bay]},
        ],
    )
    save_as(article, "Wren")
    save_as(article, "Nora", title="The ferry is late")
    return article


@pytest.fixture
def story(editor):
    """A live story with comments that wait, are reported and are decided about."""
    article = make_story("The ferry sails", authors=["Nora Pell"], sections=["They left at dawn."])
    one, two, three = [make_comment(f"{name} was there.", article=article, name=name) for name in "ABC"]
    report(one, category=Report.Category.LIBEL, words="That is a lie.", reader=uuid.uuid4())
    make_comment("So was I.", parent=one, name="D")
    reject(two, by=editor, note="Dull.")
    Comment.objects.filter(pk=three.pk).update(state="held", waiting_since=three.posted_at)
    ban(Rule.Kind.BANNED_WORD, "scoundrel", by=editor, why="A quarrel.")
    return article


def form_of(article):
    return f"/admin/articles/article/{article.pk}/change/"


def faults_of(page):
    """The page's faults, once its scripts have done their work."""
    page.wait_for_load_state("networkidle")
    return serious_faults(page, but=NOT_OURS)


def faults_at(page, urls):
    """{address: faults} of those pages that have any."""
    found = {}
    for url in urls:
        page.goto(url)
        if faults := faults_of(page):
            found[url] = faults
    return found


@pytest.mark.parametrize("screen", SCREENS)
def test_no_page_of_stories_keeps_an_editor_out(sign_in, draft, story, screen):
    page = sign_in("/admin/", **screen)
    image = draft.sections.first().image_id
    urls = [
        "/admin/",
        "/admin/articles/article/",
        "/admin/articles/article/?q=ferry&state=draft",
        "/admin/articles/article/add/",
        form_of(draft),
        f"{form_of(draft)}?check=1",
        form_of(story),
        history_of(draft),
        f"{history_of(draft)}compare/?old=1&new=2",
        f"/admin/articles/article/{draft.pk}/share/",
        "/admin/articles/image/",
        "/admin/articles/image/add/",
        f"/admin/articles/image/{image}/change/",
    ]
    assert faults_at(page, urls) == {}


@pytest.mark.parametrize("screen", SCREENS)
def test_a_form_that_was_refused_keeps_nobody_out(sign_in, draft, screen):
    page = sign_in(form_of(draft), **screen)
    page.get_by_label("Headline").evaluate("field => field.required = false")
    page.get_by_label("Headline").fill("")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".errornote")).to_be_visible()
    assert faults_of(page) == []
    page.get_by_label("Headline").fill("Typed here")
    save_as(draft, "Wren", title="Typed by Wren")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator("ins", has_text="Typed by Wren")).to_be_visible()
    assert faults_of(page) == []


@pytest.mark.parametrize("screen", SCREENS)
def test_no_page_of_comments_keeps_a_moderator_out(sign_in, story, screen):
    page = sign_in("/admin/", **screen)
    comment, rule = Comment.objects.order_by("pk").first(), Rule.objects.get()
    urls = [
        QUEUE,
        f"{QUEUE}?queue=legal",
        "/admin/comments/comment/?state=all",
        f"/admin/comments/comment/{comment.pk}/change/",
        f"/admin/comments/comment/{comment.pk}/ban/",
        "/admin/comments/policy/add/",
        f"/admin/articles/article/{story.pk}/discussion/",
        "/admin/comments/rule/",
        "/admin/comments/rule/add/",
        f"/admin/comments/rule/{rule.pk}/change/",
        "/admin/comments/decision/",
    ]
    assert faults_at(page, urls) == {}


@pytest.mark.parametrize("viewport", [NARROW, DESKTOP], ids=["phone", "desktop"])
def test_no_list_is_cut_off_at_its_side(sign_in, draft, story, viewport):
    make_article("Goes out later", state="scheduled", publish_at=timezone.now() + timedelta(days=300))
    page = sign_in("/admin/", viewport=viewport)
    for name in [
        "articles/article",
        "articles/image",
        "comments/comment",
        "comments/rule",
        "comments/decision",
    ]:
        page.goto(f"/admin/{name}/")
        hidden = page.locator("#changelist-form .results").evaluate(
            "results => results.scrollWidth - results.clientWidth"
        )
        assert hidden == 0, name


@pytest.mark.parametrize("screen", SCREENS)
def test_no_page_of_signing_in_keeps_anybody_out(visit, editor, screen):
    page = visit("/admin/login/", bypass_csp=True, **screen)
    assert faults_of(page) == []
    give_password(page)
    assert (
        faults_at(page, ["/admin/sign-in/", "/admin/sign-in/switch-on/", "/admin/sign-in/colleagues/"]) == {}
    )
    switched_on(editor)
    page = visit("/admin/login/", bypass_csp=True, **screen)
    give_password(page)
    expect(page.get_by_label("Code")).to_be_visible()
    assert faults_of(page) == []
