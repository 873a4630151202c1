"""Taking pictures in: what is refused, what is removed, and what stays."""

from io import BytesIO, StringIO

import PIL.Image
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db.models import ProtectedError
from PIL import ImageCms

from articles import pictures, renditions
from articles.models import Image

from .builders import make_image, make_story
from .files import drawing, file_of, iptc, moving, photo, png_that_says, upload, with_segment

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def taken(content, name="picture.jpg", **words):
    """What is stored of an upload: (its name, its bytes, the same opened)."""
    file = pictures.take_in(upload(content, name)).as_file(**words)
    stored = file.read()
    return file.name, stored, PIL.Image.open(BytesIO(stored))


def reason(content, name="picture.jpg"):
    with pytest.raises(ValidationError) as refused:
        pictures.take_in(upload(content, name))
    return " ".join(refused.value.messages)


@pytest.mark.parametrize(
    ("format", "stored", "extension"),
    [("JPEG", "JPEG", "jpg"), ("PNG", "PNG", "png"), ("WEBP", "WEBP", "webp")]
    + [("GIF", "PNG", "png"), ("AVIF", "WEBP", "webp")],
)
def test_the_format_decides_the_extension_and_never_the_name(format, stored, extension):
    name, _content, opened = taken(file_of(drawing(), format), "../../evil.html")
    assert (name, opened.format, opened.size) == (f"picture.{extension}", stored, (40, 30))


def test_nothing_of_the_place_or_the_camera_is_left():
    content = photo(iptc=iptc(byline="Ann Lee", city="SECRET"), caption="A boat")
    assert content.count(b"SECRET") == 4
    _name, stored, opened = taken(content)
    assert b"SECRET" not in stored
    assert b"GPS" not in stored
    assert b"51,3" not in stored
    assert dict(opened.getexif()) == {315: "Ann Lee"}
    assert {"comment", "xmp", "photoshop"}.isdisjoint(opened.info)


@pytest.mark.parametrize("format", ["PNG", "WEBP", "AVIF"])
def test_nothing_of_the_place_is_left_in_other_formats(format):
    content = photo(format=format)
    assert b"SECRET" in content
    assert b"SECRET" not in taken(content)[1]


def test_a_comment_in_a_jpeg_goes():
    assert b"SECRET" not in taken(file_of(drawing(), comment=b"SECRET"))[1]


def test_the_desks_words_come_first_then_the_cameras():
    desk = iptc(byline="Zoë Ray", credit="Wire", copyright="© Wire", caption="A boat\nin the bay")
    words = pictures.take_in(upload(photo(iptc=desk, caption="DSC 1", rights="Nobody"))).words
    assert (words.credit, words.copyright, words.caption) == ("Zoë Ray / Wire", "© Wire", "A boat in the bay")
    camera = photo(artist="Zoë", rights="© Zoë", caption="A boat")
    words = pictures.take_in(upload(camera)).words
    assert (words.credit, words.copyright, words.caption) == ("Zoë", "© Zoë", "A boat")
    assert pictures.take_in(upload(photo(artist="", rights="© Zoë"))).words.credit == "© Zoë"
    assert pictures.take_in(upload(photo(artist="", caption="SONY DSC"))).words == pictures.Words()


def test_words_that_would_mislead_or_are_endless_are_cut():
    words = pictures.take_in(upload(photo(artist="Ann\u202eeeL\x07", caption="x" * 9000))).words
    assert words.credit == "Ann eeL"
    assert len(words.caption) == 500


@pytest.mark.parametrize(
    "broken", [iptc(byline="Ann")[:-2], iptc(byline="Ann").replace(b"\x1c", b"\x1d"), b"\xff" * 50]
)
def test_broken_words_do_not_break_a_picture(broken):
    assert taken(with_segment(file_of(drawing()), b"\xed", broken))[2].size == (40, 30)


def test_the_credit_is_written_back_and_the_typed_one_wins():
    def words(stored):
        exif = stored.getexif()
        return exif.get(315, "").encode("latin-1").decode(), exif.get(33432, "").encode("latin-1").decode()

    content = photo(artist="Zoë", rights="© Zoë")
    assert words(taken(content)[2]) == ("Zoë", "© Zoë")
    assert words(taken(content, credit="Žofie / Wire")[2]) == ("Žofie / Wire", "© Zoë")


def test_a_picture_stands_upright():
    _name, _stored, opened = taken(photo((40, 30), orientation=6))
    assert opened.size == (30, 40)
    assert opened.getpixel((29, 0))[0] < 50 < opened.getpixel((0, 0))[0]
    assert 274 not in opened.getexif()


def test_a_colour_profile_is_kept_if_it_is_one_for_the_picture():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert taken(file_of(drawing(), icc_profile=profile))[2].info["icc_profile"] == profile
    assert "icc_profile" not in taken(file_of(drawing(), icc_profile=b"SECRET" * 50))[2].info
    assert "icc_profile" not in taken(file_of(drawing(mode="L"), icc_profile=profile))[2].info


@pytest.mark.parametrize(
    ("mode", "format", "stored"),
    [("CMYK", "JPEG", "RGB"), ("L", "JPEG", "L"), ("1", "PNG", "L"), ("P", "PNG", "RGB")]
    + [("LA", "PNG", "RGBA"), ("RGBA", "WEBP", "RGBA"), ("I;16", "PNG", "L"), ("P", "GIF", "RGB")],
)
def test_every_kind_of_colours_is_understood(mode, format, stored):
    picture = (
        PIL.Image.new("I;16", (40, 30), 40_000)
        if mode == "I;16"
        else drawing(mode="RGBA" if "A" in mode else "RGB").convert(mode)
    )
    opened = taken(file_of(picture, format))[2]
    assert (opened.mode, opened.size) == (stored, (40, 30))
    if mode == "I;16":
        assert opened.getpixel((39, 29)) == 40_000 // 256


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HTML, "whatever its name says"),
        (SVG, "SVG files are refused"),
        (b"", "whatever its name says"),
        (b"%PDF-1.7 %\xff\xd8", "whatever its name says"),
        (b"GIF89a/*" + b"\x00" * 20 + b"*/=1;alert(1)", "damaged"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "HEIC"),
        (photo()[: len(photo()) // 2], "damaged"),
        (file_of(drawing((400, 300)), "PNG")[:-200], "damaged"),
        (file_of(drawing((400, 300)), "WEBP")[:-50], ""),
        (png_that_says(30_000, 30_000), "too many pixels"),
        (png_that_says(9_000, 9_000), "too many pixels"),
        (png_that_says(60_000, 1), "too many pixels"),
        (png_that_says(2_000, 2_000), "damaged"),
        (moving("GIF"), "moves"),
        (moving("WEBP"), "moves"),
        (moving("PNG"), "moves"),
        (moving("AVIF"), "moves"),
        (file_of(drawing(), "BMP"), "whatever its name says"),
        (file_of(drawing(), "TIFF"), "whatever its name says"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else value or "cut WebP",
)
def test_what_is_no_still_picture_is_refused_with_the_reason(content, said):
    assert said in reason(content)


def test_a_bomb_is_refused_before_its_pixels_are_read(monkeypatch):
    monkeypatch.setattr(pictures, "upright", lambda opened: pytest.fail("The pixels were read."))
    assert "too many pixels" in reason(png_that_says(9_000, 9_000))


def test_a_file_that_is_too_large_is_not_even_opened(settings, monkeypatch):
    settings.PICTURE_MAX_MB = 1
    monkeypatch.setattr(PIL.Image, "open", lambda *args, **options: pytest.fail("It was opened."))
    assert "1 MB is the most" in reason(photo() + b"\x00" * 1024 * 1024)


def test_what_hides_behind_or_inside_a_picture_does_not_come_along():
    """Polyglots: a script behind the last byte, in a comment, in a PNG's text."""
    for content in [photo() + HTML, file_of(drawing(), "PNG") + HTML, file_of(drawing(), comment=HTML)]:
        assert b"script" not in taken(content)[1]


def test_of_a_cameras_two_pictures_the_first_is_taken():
    content = file_of(drawing((60, 40)), "MPO", save_all=True, append_images=[drawing((30, 20))])
    name, _stored, opened = taken(content)
    assert (name, opened.format, opened.size) == ("picture.jpg", "JPEG", (60, 40))
    assert not getattr(opened, "is_animated", False)


@pytest.mark.parametrize(
    ("width", "widths"),
    [(300, [300]), (480, [480]), (1000, [480, 800, 1000]), (1600, [480, 800, 1200, 1600])]
    + [(6000, [480, 800, 1200, 1600])],
)
def test_a_picture_is_made_narrower_and_never_wider(width, widths):
    assert renditions.widths_for(width) == widths


@pytest.mark.django_db
def test_the_widths_are_made_once_with_the_credit_and_without_the_place(media):
    image = make_image(photo((1000, 500), artist="Zoë"))
    assert image.renditions == [480, 800, 1000]
    for width in image.renditions:
        with default_storage.open(image.rendition_name(width)) as file:
            content = file.read()
        opened = PIL.Image.open(BytesIO(content))
        assert (opened.format, opened.size) == ("WEBP", (width, round(width / 2)))
        assert opened.getexif()[315].encode("latin-1").decode() == "Zoë"
        assert b"SECRET" not in content
    assert renditions.make(image) == 0
    assert len(list((media / "images").iterdir())) == 4


@pytest.mark.django_db
@pytest.mark.parametrize(("mode", "format"), [("L", "JPEG"), ("RGBA", "PNG"), ("RGB", "WEBP")])
def test_every_kind_of_picture_has_its_widths(mode, format):
    assert make_image(file_of(drawing((500, 300), mode), format)).renditions == [480, 500]


@pytest.mark.django_db
def test_a_pictures_address_cannot_be_guessed():
    names = {make_image(photo()).file.name for _ in range(3)}
    assert len(names) == 3
    assert all(len(name.removeprefix("images/").removesuffix(".jpg")) == 32 for name in names)


@pytest.mark.django_db
def test_the_command_makes_what_is_missing_and_takes_in_what_is_old(media):
    whole, lost = make_image(photo((600, 300))), make_image(photo((600, 400)))
    (media / lost.rendition_name(480)).unlink()
    old_file = ContentFile(photo((500, 300)), name="old.jpg")
    old = Image.objects.create(file=old_file, alt_text="Old", credit="Ann")
    moves = Image.objects.create(file=ContentFile(moving("GIF"), name="old.gif"))
    first_name = old.file.name
    out, err = StringIO(), StringIO()
    call_command("make_renditions", stdout=out, stderr=err)
    assert out.getvalue().strip() == "1 taken in, 1 widths made, 1 left as they are."
    assert err.getvalue().startswith(f"{moves.file.name}: This picture moves.")
    old.refresh_from_db()
    assert old.file.name != first_name
    assert b"SECRET" not in (media / old.file.name).read_bytes()
    assert (old.renditions, old.alt_text, len(old.sha256)) == ([480, 500], "Old", 64)
    assert (media / lost.rendition_name(480)).exists()
    assert Image.objects.get(pk=whole.pk).file.name == whole.file.name
    out = StringIO()
    call_command("make_renditions", stdout=out, stderr=StringIO())
    assert out.getvalue().startswith("0 taken in, 0 widths made")


@pytest.mark.django_db(transaction=True)
def test_a_deleted_picture_leaves_no_file_and_a_used_one_stays(media):
    image, used = make_image(photo((600, 300))), make_image(photo((600, 400)))
    make_story(sections=[{"text": "Words.", "image": used}])
    pictures.discard(image)
    with pytest.raises(ProtectedError):
        pictures.discard(used)
    left = {path.relative_to(media).as_posix() for path in (media / "images").iterdir()}
    assert left == {used.file.name, *used.rendition_names()}


@pytest.mark.django_db
def test_who_says_nothing_of_a_picture_is_found():
    silent, told = make_image(photo()), make_image(photo(), alt_text="A boat")
    decoration = make_image(photo(), is_decorative=True)
    assert list(Image.objects.undescribed()) == [silent]
    assert [image.is_described() for image in (silent, told, decoration)] == [False, True, True]
    with pytest.raises(ValidationError, match="remove one of the two"):
        Image(
            file="images/a.png", width=1, height=1, alt_text="A boat", is_decorative=True
        ).validate_constraints()
