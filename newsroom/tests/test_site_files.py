"""Files that programs look for: robots.txt, security.txt, the manifest, icons."""

import re
from datetime import UTC, datetime
from io import BytesIO
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import PIL.Image
import pytest
from django.contrib.auth.models import Group, User
from django.core.checks import run_checks
from django.core.files.base import ContentFile
from django.db import IntegrityError
from django.test import Client

from articles.tests.builders import make_story
from articles.tests.files import drawing, file_of, upload
from newsroom.models import Paper, Robot
from newsroom.site_files import good_until

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def get(url, status=200):
    response = Client().get(url)
    assert response.status_code == status
    return response


def text(url):
    response = get(url)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    return response.content.decode()


# Robots


def robots():
    """The rules as a robot reads them."""
    parser = RobotFileParser()
    parser.parse(text("/robots.txt").splitlines())
    return parser


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("/", True),
        ("/harbour/", True),
        ("/2023/09/13/ferry-returns/", True),
        ("/feeds/all.rss", True),
        ("/media/images/1.webp", True),
        ("/admin/", False),
        ("/comments/on/1/", False),
        ("/search/?q=boat", False),
    ],
)
def test_robots_may_read_what_is_to_be_found(path, may):
    assert robots().can_fetch("SomeBot", path) == may


def test_robots_find_the_sitemaps_and_no_secret(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert robots().site_maps() == ["http://testserver/sitemap.xml", "http://testserver/news-sitemap.xml"]
    assert "preview" not in text("/robots.txt")


def test_a_robot_that_is_refused_everything_reads_nothing_and_all_others_go_on():
    Robot.objects.create(name="GPTBot")
    assert "User-agent: GPTBot\nDisallow: /\n" in text("/robots.txt")
    assert not robots().can_fetch("GPTBot", "/harbour/")
    assert robots().can_fetch("Googlebot", "/harbour/")


def test_a_rule_of_its_own_does_not_let_a_robot_where_nobody_may():
    Robot.objects.create(name="ArchiveBot", refused="/archive/\n/feeds/")
    for path in ["/archive/", "/feeds/all.rss", "/admin/", "/search/"]:
        assert not robots().can_fetch("ArchiveBot", path)
    assert robots().can_fetch("ArchiveBot", "/harbour/")


def test_the_rule_for_all_others_can_be_extended():
    Robot.objects.create(name="*", refused="/about/")
    Robot.objects.create(name="Friend", refused="")
    assert text("/robots.txt").count("User-agent: *") == 1
    assert not robots().can_fetch("SomeBot", "/about/ethics/")
    assert not robots().can_fetch("SomeBot", "/admin/")
    assert robots().can_fetch("Friend", "/about/ethics/")


@pytest.fixture
def chief(client):
    user = User.objects.create_user("chief", is_staff=True)
    user.groups.set(Group.objects.filter(name="Chiefs"))
    client.force_login(user)
    return client


ADD = "/admin/newsroom/robot/add/"


def test_chiefs_keep_the_rules(chief):
    assert chief.post(ADD, {"name": "CCBot", "refused": "/"}).status_code == 302
    assert not robots().can_fetch("CCBot", "/")
    assert "There is a rule for this robot already." in chief.post(ADD, {"name": "ccbot"}).content.decode()
    assert "/admin/ /comments/ /search/" in chief.get(ADD).content.decode()
    url = f"/admin/newsroom/robot/{Robot.objects.get().pk}/"
    assert chief.post(f"{url}delete/", {"post": "yes"}).status_code == 302
    assert robots().can_fetch("CCBot", "/")


@pytest.mark.parametrize("group", ["Reporters", "Editors", "Moderators"])
def test_nobody_else_does(client, group):
    user = User.objects.create_user("someone", is_staff=True)
    user.groups.set(Group.objects.filter(name=group))
    client.force_login(user)
    assert client.get(ADD).status_code == 403


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "Bot\nDisallow: /"},
        {"name": "Bot 2"},
        {"name": "Бот"},
        {"name": "Bot", "refused": "archive"},
        {"name": "Bot", "refused": "/\n# all"},
        {"name": "Bot", "refused": "/архів/"},
        {"name": "Bot", "refused": "/archive/#2023"},
    ],
)
def test_what_robots_would_not_understand_is_refused(chief, fields):
    assert chief.post(ADD, {"refused": "/"} | fields).status_code == 200
    assert not Robot.objects.exists()


def test_a_robot_has_one_rule():
    Robot.objects.create(name="GPTBot")
    with pytest.raises(IntegrityError):
        Robot.objects.create(name="gptbot")


# Security


def test_nobody_is_named_for_weaknesses_unless_somebody_is(settings):
    settings.SECURITY_CONTACT = []
    get("/.well-known/security.txt", 404)


def test_whoever_finds_a_weakness_learns_whom_to_tell(settings):
    settings.SECURITY_CONTACT = ["mailto:security@light.example", "https://light.example/report"]
    lines = text("/.well-known/security.txt").splitlines()
    fields = [line.split(": ", 1) for line in lines]
    assert [value for name, value in fields if name == "Contact"] == settings.SECURITY_CONTACT
    assert ["Canonical", "http://testserver/.well-known/security.txt"] in fields
    assert ["Preferred-Languages", "en"] in fields
    [expires] = [datetime.fromisoformat(value) for name, value in fields if name == "Expires"]
    assert datetime.now(UTC) < expires


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (datetime(2024, 2, 29, 23, 59, tzinfo=UTC), datetime(2024, 8, 1, tzinfo=UTC)),
        (datetime(2024, 6, 30, tzinfo=UTC), datetime(2024, 12, 1, tzinfo=UTC)),
        (datetime(2024, 7, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)),
    ],
)
def test_what_it_says_is_good_for_half_a_year(now, until):
    assert good_until(now) == until


def test_a_contact_that_is_no_address_is_a_mistake_that_is_said(settings):
    assert run_checks() == []
    settings.SECURITY_CONTACT = ["mailto:security@light.example", "security@light.example"]
    [error] = run_checks()
    assert "'security@light.example' is no address" in error.msg


# The look


def test_the_manifest_names_the_paper_and_icons_that_are_there():
    Paper.objects.create(name='The "Sorrel" </script> Light', tagline="שלום", accent="#0b4f6c")
    response = get("/manifest.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    found = response.json()
    assert (found["name"], found["description"]) == ('The "Sorrel" </script> Light', "שלום")
    assert (found["start_url"], found["scope"], found["lang"], found["dir"]) == ("/", "/", "en-gb", "ltr")
    sizes = {(icon["sizes"], icon.get("purpose")) for icon in found["icons"]}
    assert sizes == {("any", None)} | {
        (size, purpose) for size in ["192x192", "512x512"] for purpose in ["any", "maskable"]
    }
    for icon in found["icons"]:
        response = get(icon["src"])
        assert response["Content-Type"] == icon["type"]
        assert "immutable" in response["Cache-Control"]
        if icon["type"] == "image/png":
            assert "{}x{}".format(*picture(response).size) == icon["sizes"]


def test_a_paper_that_says_nothing_has_a_manifest():
    assert "description" not in get("/manifest.webmanifest").json()


def test_the_policy_lets_browsers_read_the_manifest():
    assert "manifest-src 'self'" in get("/")["Content-Security-Policy"]


def picture(response):
    return PIL.Image.open(BytesIO(response.content))


def test_the_mark_has_the_papers_colour():
    Paper.objects.create(name="The Sorrel Light", accent="#0b4f6c")
    assert picture(get("/favicon.ico")).info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    for url, size in [("/favicon.ico", 48), ("/apple-touch-icon.png", 180), ("/icon-0b4f6c-512.png", 512)]:
        mark = picture(get(url)).convert("RGB")
        assert mark.size == (size, size)
        assert mark.getpixel((1, 1)) == (0x0B, 0x4F, 0x6C)
        assert mark.getpixel((size // 2, size // 3)) == (0xFF, 0xFD, 0xF9)
    drawn = ElementTree.fromstring(get("/icon-0b4f6c.svg").content)  # noqa: S314
    assert drawn[0].get("fill") == "#0b4f6c"


@pytest.mark.parametrize("words", ["0b4f6c-9999.png", "0b4f6c-513.png", "red.svg", '"><b>.svg'])
def test_only_marks_of_a_known_size_are_made(words):
    get(f"/icon-{words}", 404)


def test_a_page_names_its_icons_and_the_manifest():
    html = get("/").content.decode()
    head = html[: html.index("</head>")]
    for url in re.findall(r'<link rel="(?:icon|apple-touch-icon|manifest)"[^>]* href="([^"]+)">', head):
        get(url)
    assert '<link rel="manifest" href="/manifest.webmanifest">' in head
    for scheme, colour in [("light", "#fffdf9"), ("dark", "#171614")]:
        assert (
            f'<meta name="theme-color" media="(prefers-color-scheme: {scheme})" content="{colour}">' in head
        )


def test_the_papers_own_icon_stands_for_the_mark():
    icon = ContentFile(file_of(drawing((192, 192)), "PNG"), "icon.png")
    paper = Paper.objects.create(name="The Sorrel Light", icon=icon)
    html = get("/").content.decode()
    for rel in ["icon", "apple-touch-icon"]:
        assert re.findall(rf'<link rel="{rel}"[^>]*href="([^"]+)">', html) == [paper.icon.url]
    for url in ["/favicon.ico", "/apple-touch-icon.png"]:
        assert get(url, 302).url == paper.icon.url
    assert get("/manifest.webmanifest").json()["icons"] == [{"src": paper.icon.url, "sizes": "192x192"}]


def test_an_icon_that_is_too_small_is_refused(chief):
    form = {"name": "The Sorrel Light", "accent": "#8a1c1c", "accent_on_dark": "#f0938a"}
    small = upload(file_of(drawing((100, 100)), "PNG"), "icon.png")
    response = chief.post("/admin/newsroom/paper/add/", form | {"icon": small})
    assert "192 pixels are the least" in response.content.decode()


@pytest.mark.parametrize("url", ["/favicon.ico", "/apple-touch-icon.png", "/manifest.webmanifest"])
def test_what_programs_look_for_costs_one_query(url, django_assert_num_queries):
    with django_assert_num_queries(1):
        get(url)


# The foot of each page


@pytest.mark.parametrize("url", ["/", "/search/", "/archive/", "/nothing/here/"])
def test_every_page_leads_to_the_archive_and_to_the_news_feed(url):
    make_story()
    html = Client().get(url).content.decode()
    foot = html[html.index("<footer") :]
    assert '<a href="/archive/">Archive</a>' in foot
    assert '<a href="/feeds/all.rss">News feed</a>' in foot
