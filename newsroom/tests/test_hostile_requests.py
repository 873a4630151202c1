"""Whatever is asked, and however: no public page breaks, repeats it as markup, or leads to another's site."""

from ipaddress import ip_network
from urllib.parse import quote_from_bytes

import pytest
from django.test import Client
from django.urls import get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments import tokens
from comments.models import Comment
from newsroom.models import Page

from .test_hostile import HOSTILE, assert_harmless, assert_safe
from .test_no_trace import addresses, patterns, published

pytestmark = pytest.mark.django_db

MANY = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
# Nothing else contains it.
MARK = "zqxevil.example"

HUGE = "9" * 400
NASTY = [
    *[b"", b"\x00", b"a\x00b", b"\xff\xfe", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", "\u202e\u0000".encode()],
    *[b"\r\nX-Owned: yes", b"%0d%0aX-Owned:%20yes", b"../../etc/passwd", b"..%2f", b"//" + MARK.encode()],
    *[b"https://" + MARK.encode(), b"/\\" + MARK.encode(), b"javascript:alert(1)", HOSTILE.encode()],
    *[b"-1", b"0", HUGE.encode(), str(2**63).encode(), str(2**31).encode(), b"1e999", b"NaN", b"1_0"],
    *["٣".encode(), "²".encode(), b"0000", b"9999-12-31", b"0001-01-01", b"10000-01-01", b"2023-02-30"],
    *[
        b"' OR 1=1 --",
        b'"',
        b'"a" OR',
        b"NEAR(",
        b"a* AND NOT",
        b"{{7*7}}",
        b"%s %(x)s {x}",
        b"\\",
        b"x" * 9_000,
    ],
    *[
        "ﷺ".encode() * 300,
        "é\u0301".encode() * 50,
        b"a:b:c",
        b"MTox",
        b"[]",
        b"null",
        b"\x1b[31m",
        b"+",
        b"%",
    ],
]
words = (
    st.sampled_from(NASTY)
    | st.binary(max_size=30)
    | st.text(max_size=30).map(lambda text: text.encode(errors="surrogatepass"))
)
# What a public page may know, and a few besides.
NAMES = [
    "q",
    "desk",
    "topic",
    "author",
    "since",
    "until",
    "page",
    "order",
    "after",
    "before",
    "edition",
    "seen",
]
names = st.sampled_from([*NAMES, "next", "x[]"]).map(str.encode) | words
HEADERS = [
    *["Host", "X-Forwarded-Host", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Port", "Forwarded"],
    *[
        "X-Request-ID",
        "X-Original-URL",
        "X-HTTP-Method-Override",
        "Referer",
        "Origin",
        "Sec-Fetch-Site",
        "Prefer",
    ],
    *[
        "User-Agent",
        "Accept",
        "Accept-Language",
        "Accept-Encoding",
        "Cookie",
        "Authorization",
        "Range",
        "If-Range",
    ],
    *["If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since"],
]


def as_header(value):
    """Bytes as a server hands them on: no server lets a line end or NUL through."""
    return value.decode("latin-1").translate(dict.fromkeys(map(ord, "\0\r\n")))


@pytest.fixture
def story():
    Page.objects.create(title="The paper", slug="the-paper", is_public=True)
    return published()


@pytest.fixture(autouse=True)
def _behind_a_proxy(settings):
    settings.TRUSTED_PROXIES, settings.KEEP_PAGES = [ip_network("127.0.0.1")], True


def urls_of(article):
    """An address of each page, feed and map, the forms' too."""
    return [many[-1] for many in addresses(article).values()]


def quoted(value):
    return quote_from_bytes(value, safe="")


def queries(value):
    return "&".join(f"{name}={quoted(value)}" for name in [*NAMES, "next", "parent", "return"])


def test_every_page_bears_whatever_stands_in_its_query(story):
    """Each page with each of the worst values under all names at once, and under one that is no name."""
    client = Client()
    for url in urls_of(story):
        for value in NASTY:
            query = queries(value)
            assert_safe(client.get(f"{url}?{query}"), (url, value))
        assert_safe(client.get(f"{url}?{quoted(HOSTILE.encode())}&%ff=%00&=&&;"), url)


# Each example asks for one page.
places = st.integers(0, 200)


def one_of(urls, place):
    return urls[place % len(urls)]


@MANY
@given(place=places, query=st.lists(st.tuples(names, words), max_size=4))
def test_every_page_bears_any_query(story, place, query):
    text = "&".join(f"{quoted(name)}={quoted(value)}" for name, value in query)
    url = f"{one_of(urls_of(story), place)}?{text}"
    assert_safe(Client().get(url), url)


ROUTES = sorted(route for route, _name in patterns(get_resolver()))


def filled(route, values):
    """An address of the route, with values in place of what it takes."""
    parts, values = route.split("<"), list(values)
    tails = [part.partition(">")[2] for part in parts[1:]]
    return "/" + parts[0] + "".join(quoted(values.pop()) + tail for tail in tails)


@MANY
@given(place=places, values=st.lists(words, min_size=3, max_size=3))
def test_every_address_bears_anything_in_place_of_what_it_takes(story, place, values):
    url = filled(one_of(ROUTES, place), values)
    # And with slashes in the values.
    for asked in (url, "/" + url.replace("%2F", "/").lstrip("/")):
        assert_safe(Client().get(asked), asked)
    assert_safe(Client().post(url, {}), url)


DAYS = ["0000/01/01", "0001/01/01", "0001/12/31", "9999/12/31", "9999/01/01", "2023/02/30", "١٩٩٩/٠١/٠١"]


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_no_page_falls_off_the_ends_of_the_calendar(story, settings, zone):
    settings.TIME_ZONE = zone
    for day in DAYS:
        month = day[:7]
        for url in [
            f"/{day}/x/",
            f"/{day}/x/changes/",
            f"/{day}/x/versions/1/",
            f"/{day}/x/threads/1/",
            f"/archive/{month}/",
            f"/sitemap-{month.replace('/', '-')}.xml",
            f"/sitemap-{month.replace('/', '-')}-{'9' * 18}.xml",
            f"/search/?since={day.replace('/', '-')}&until={day.replace('/', '-')}",
        ]:
            assert_safe(Client().get(url), url)


def test_a_page_has_no_second_address_in_other_digits(story):
    for url in ["/archive/2023/09/", "/2023/09/13/x/", "/sitemap-2023-09.xml"]:
        assert Client().get(url.replace("2", "٢").replace("3", "٣")).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        *[
            f"//{MARK}",
            f"//{MARK}/",
            f"///{MARK}/%2e%2e",
            f"/\\{MARK}/",
            f"\\\\{MARK}",
            f"/%2f{MARK}/x",
            f"//{MARK}//x",
        ],
        *[
            f"/%5c{MARK}",
            f"/{MARK}/..",
            f"http://{MARK}/",
            f"/admin//{MARK}/",
            f"//{MARK}%0d%0aX-Owned:yes",
            "",
            "*",
        ],
    ],
)
def test_no_address_leads_to_another_site(story, path):
    for method in ("GET", "POST", "HEAD", "OPTIONS", "PURGE"):
        response = Client().generic(method, "/", PATH_INFO=path)
        assert_safe(response, path)


@pytest.mark.parametrize("header", HEADERS)
def test_no_header_breaks_a_page_or_is_repeated_in_it(story, header):
    hostile = f"<{MARK}>\"'"
    # A trusted proxy may say which request it is.
    client = Client(REMOTE_ADDR="203.0.113.9" if header == "X-Request-ID" else "127.0.0.1")
    for url in [*urls_of(story), "/admin/login/", "/healthz", "/nowhere"]:
        for value in (hostile, MARK):
            assert_safe(client.get(url, headers={header: value}), (url, header), given=[MARK])


@MANY
@given(
    place=places,
    values=st.lists(words, min_size=len(HEADERS), max_size=len(HEADERS)),
    chosen=st.sets(st.sampled_from(HEADERS)),
)
def test_every_page_bears_any_headers(story, place, values, chosen):
    headers = {name: as_header(value) for name, value in zip(HEADERS, values, strict=True) if name in chosen}
    url = one_of(urls_of(story), place)
    assert_safe(Client().get(url, headers=headers), (url, headers))


@MANY
@given(place=places, value=words, name=st.sampled_from(["reader", "sessionid", "csrftoken", "messages", "x"]))
def test_every_page_bears_rubbish_in_its_cookies(story, place, value, name):
    cookie = as_header(name.encode() + b"=" + value + b"; =; ;;" + value)
    url = one_of(urls_of(story), place)
    assert_safe(Client().get(url, headers={"Cookie": cookie}), (url, cookie))
    assert_safe(Client().post(url, headers={"Cookie": cookie}), (url, cookie))


FIELDS = [
    *["name", "body", "parent", "order", "opened", "website", "asked", "token", "seen", "category", "words"],
    *["section", "next", "csrfmiddlewaretoken"],
]


def forms_of(article):
    names = addresses(article)
    return [names[name][0] for name in names if name.endswith("-comment") or name == "report-error"]


@MANY
@given(fields=st.dictionaries(st.sampled_from(FIELDS), words, min_size=1), is_fresh=st.booleans())
def test_every_form_bears_whatever_is_typed_into_it(story, fields, is_fresh):
    if is_fresh:
        fields["token"] = tokens.make(story.pk).encode()
    body = "&".join(f"{name}={quoted(value)}" for name, value in fields.items())
    for url in forms_of(story):
        response = Client().post(url, body, content_type="application/x-www-form-urlencoded")
        assert_safe(response, (url, fields))
    for comment in Comment.objects.all():
        assert_harmless(comment.body_html)


KINDS = [
    *["multipart/form-data", "multipart/form-data; boundary=x", "multipart/form-data; boundary=" + "x" * 300],
    *[
        "application/x-www-form-urlencoded; charset=utf-16",
        "application/x-www-form-urlencoded; charset=nothing",
    ],
    *[
        "application/json",
        "text/plain; charset=" + "x" * 300,
        "",
        "multipart/form-data; boundary=\xff",
        ";;;",
    ],
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "body", [b"", b"--x", b'--x\r\nContent-Disposition: form-data; name="body"\r\n\r\n\xff\0', b"\xff=%ff"]
)
def test_every_form_bears_a_body_that_is_no_form(story, kind, body):
    for url in forms_of(story):
        assert_safe(Client().generic("POST", url, body, content_type=kind), (url, kind))


def test_too_many_fields_or_too_much_of_them_are_refused(story):
    for body in ["&".join(f"a{number}=" for number in range(10_001)), "body=" + "x" * 3_000_000]:
        for url in forms_of(story):
            response = Client().post(url, body, content_type="application/x-www-form-urlencoded")
            assert_safe(response, url)
            # Where there is nothing to write to, nobody looks at what was written.
            assert response.status_code in (400, 404, 413)
