"""The paper's own name, look and pages about itself."""

import gzip
import re
from pathlib import Path

import PIL.Image
import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from articles.tests.builders import make_story
from articles.tests.files import drawing, file_of, photo, upload
from newsroom import colours
from newsroom.models import Page, Paper
from newsroom.paper import ACCENT, ACCENT_ON_DARK

pytestmark = pytest.mark.django_db

CSS = (settings.BASE_DIR / "newsroom/static/newsroom/site.css").read_text()


def page(url="/", status=200):
    response = Client().get(url)
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def chief(client):
    user = User.objects.create_user("chief", is_staff=True)
    user.groups.set(Group.objects.filter(name="Chiefs"))
    client.force_login(user)
    return client


FORM = {"name": "The Sorrel Light", "tagline": "All the news that drifts in", "accent": "#0b4f6c"} | {
    "accent_on_dark": "#8fd3f0"
}


def keep(chief, status=302, **fields):
    """The paper's form, sent; the page that comes back."""
    name = "change" if Paper.objects.exists() else "add"
    url = reverse(f"admin:newsroom_paper_{name}", args=[1] if name == "change" else [])
    response = chief.post(url, FORM | fields)
    assert response.status_code == status, re.findall(r'errorlist"[^>]*>.*?</ul>', response.content.decode())
    return response.content.decode()


def test_without_a_row_the_paper_has_the_name_of_the_settings(settings):
    settings.SITE_NAME = "The Gull"
    html = page()
    assert '<a class="nameplate" href="/">The Gull</a>' in html
    assert "/colours-" not in html


def test_a_chief_names_the_paper_and_chooses_its_colours(chief):
    keep(chief)
    html = page()
    assert "<title>The Sorrel Light · All the news that drifts in</title>" in html
    assert '<p class="tagline" dir="auto">All the news that drifts in</p>' in html
    assert '<link rel="stylesheet" href="/colours-0b4f6c-8fd3f0.css">' in html
    sheet = Client().get("/colours-0b4f6c-8fd3f0.css")
    assert (sheet["Content-Type"], "immutable" in sheet["Cache-Control"]) == ("text/css", True)
    assert "--accent:light-dark(#0b4f6c,#8fd3f0)" in sheet.content.decode()
    keep(chief, name="The Sorrel Lamp")
    assert "The Sorrel Lamp" in page()


@pytest.mark.parametrize("url", ["/colours-0b4f6c-8fd3f.css", "/colours-0b4f6c-}{body.css", "/colours-.css"])
def test_only_colours_are_in_the_style_sheet_of_colours(url):
    page(url, 404)


@pytest.mark.parametrize(
    ("field", "colour"),
    [
        ("accent", "#ff9900"),
        ("accent", "#fffdf9"),
        ("accent_on_dark", "#0b4f6c"),
        ("accent", "red"),
        ("accent", "#12345"),
        ("accent_on_dark", "#fff}*{"),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused(chief, field, colour):
    html = keep(chief, 200, **{field: colour})
    assert "hard to read" in html or "Write a colour as" in html or "most 7 characters" in html


def test_contrast_is_that_of_wcag():
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_colours_are_checked_against_those_of_the_style_sheet():
    for name, light, dark in [
        ("paper", colours.LIGHT_BACKGROUNDS[0], colours.DARK_BACKGROUNDS[0]),
        ("tint", colours.LIGHT_BACKGROUNDS[1], colours.DARK_BACKGROUNDS[1]),
        ("accent", ACCENT, ACCENT_ON_DARK),
        ("link", ACCENT, ACCENT_ON_DARK),
    ]:
        assert f"--{name}: {light};" in CSS
        assert f"--{name}: light-dark({light}, {dark});" in CSS
    colours.validate_on_light(ACCENT)
    colours.validate_on_dark(ACCENT_ON_DARK)


def test_a_logo_stands_for_the_name_and_holds_nothing_but_the_picture(
    chief, django_capture_on_commit_callbacks
):
    keep(chief, logo=upload(photo((2400, 800))))
    paper = Paper.objects.get()
    assert (paper.logo_width, paper.logo_height) == (600, 200)
    assert f'<img src="{paper.logo.url}" width="600" height="200" alt="The Sorrel Light">' in page()
    first = Path(paper.logo.path)
    assert b"SECRET" not in first.read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        keep(chief, logo=upload(photo((100, 50))))
    assert Paper.objects.get().logo_width == 100
    assert not first.exists()
    with django_capture_on_commit_callbacks(execute=True):
        keep(chief, **{"logo-clear": "on"})
    assert not Paper.objects.get().logo
    assert '<a class="nameplate" href="/">The Sorrel Light</a>' in page()


def picture_size(path):
    with PIL.Image.open(path) as picture:
        return picture.size


def test_an_icon_is_square_and_small(chief):
    assert "as wide as it is high" in keep(chief, 200, icon=upload(photo((300, 200))))
    keep(chief, icon=upload(file_of(drawing((500, 500)), "PNG"), "icon.png"))
    paper = Paper.objects.get()
    assert f'<link rel="icon" href="{paper.icon.url}">' in page()
    assert picture_size(paper.icon.path) == (192, 192)


def test_a_logo_that_is_a_program_is_refused(chief):
    svg = SimpleUploadedFile("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')
    assert "SVG files are refused" in keep(chief, 200, logo=svg)


def test_there_is_one_paper():
    Paper.objects.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.create(id=2)


def test_the_list_of_papers_is_the_one_form(chief):
    url = reverse("admin:newsroom_paper_changelist")
    assert chief.get(url).url == reverse("admin:newsroom_paper_add")
    keep(chief)
    assert chief.get(url).url == reverse("admin:newsroom_paper_change", args=[1])
    assert chief.get(reverse("admin:newsroom_paper_add")).status_code == 403


@pytest.mark.parametrize("group", ["Reporters", "Desk editors", "Editors", "Moderators"])
@pytest.mark.parametrize("name", ["paper_add", "page_add"])
def test_only_chiefs_say_what_the_paper_is(client, group, name):
    user = User.objects.create_user("someone", is_staff=True)
    user.groups.set(Group.objects.filter(name=group))
    client.force_login(user)
    assert client.get(reverse(f"admin:newsroom_{name}")).status_code == 403


def make_page(**fields):
    return Page.objects.create(
        **{"title": "Ethics", "slug": "ethics", "body": "<h2>Gifts</h2><p>None.</p>", "is_public": True}
        | fields
    )


def test_a_page_about_the_paper_stands_at_its_address_and_in_every_footer():
    make_story(desk="Harbour")
    make_page()
    html = page("/about/ethics/")
    assert "<h2>Gifts</h2><p>None.</p>" in html
    assert "<title>Ethics · " in html
    for url in ["/", "/harbour/", "/search/"]:
        assert '<li><a href="/about/ethics/">Ethics</a></li>' in page(url)


def test_a_page_out_of_the_footer_is_still_there():
    make_page(is_in_footer=False)
    assert "/about/ethics/" not in page()
    assert "Gifts" in page("/about/ethics/")


def test_pages_stand_in_the_order_of_their_positions():
    make_page()
    make_page(title="Contact", slug="contact", position=2)
    make_page(title="About us", slug="us", position=1)
    assert re.findall(r'href="/about/(\w+)/"', page()) == ["ethics", "us", "contact"]


def test_a_page_that_is_not_public_is_seen_in_the_preview_only(chief):
    made = make_page(is_public=False)
    page("/about/ethics/", 404)
    assert "/about/ethics/" not in page()
    url = reverse("admin:newsroom_page_preview", args=[made.pk])
    assert url in chief.get(reverse("admin:newsroom_page_change", args=[made.pk])).content.decode()
    response = chief.get(url)
    assert "Gifts" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert Client().get(url).status_code == 302


def test_the_text_of_a_page_is_clean_whichever_way_it_is_written():
    made = make_page(body="<h2>Gifts</h2><script>alert(1)</script><p onclick='x()'>None.</p>")
    made.refresh_from_db()
    assert made.body == "<h2>Gifts</h2><p>None.</p>"


def test_a_chief_writes_a_page(chief):
    form = {"title": "Contact", "slug": "contact", "body": "<p>Write to us.</p>", "position": 0}
    form |= {"is_public": "on", "is_in_footer": "on"}
    assert chief.post(reverse("admin:newsroom_page_add"), form).status_code == 302
    assert "Write to us." in page("/about/contact/")
    again = chief.post(reverse("admin:newsroom_page_add"), form | {"title": "Other"})
    assert "already exists" in again.content.decode()


def test_the_style_sheet_is_light():
    assert len(gzip.compress(CSS.encode())) <= 15 * 1024
