"""Whatever Newsroom answers, browsers are told what may run in it, who may frame it, and to come by TLS."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, get_resolver, path, re_path, reverse

from articles.models import Author, Desk, Image, Tag
from articles.tests.builders import make_image
from articles.tests.files import photo
from comments.models import Comment
from newsroom import urls
from newsroom.media import media

from .test_no_trace import addresses, published, take_down

pytestmark = pytest.mark.django_db

YEAR = "max-age=31536000"
FIXED = {
    "X-Content-Type-Options": {"nosniff"},
    "X-Frame-Options": {"DENY"},
    "Referrer-Policy": {"same-origin", "no-referrer"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
    "Strict-Transport-Security": {YEAR},
}


class Addresses:
    """The site's, with uploads as in development, and a view that fails."""

    def fail(_request):
        raise ZeroDivisionError

    handler404 = urls.handler404
    urlpatterns = [
        path("broken/", fail),
        re_path("^media/(?P<path>.*)$", lambda request, path: media(request, path, Addresses.folder)),
        *urls.urlpatterns,
    ]


@pytest.fixture
def over_tls(settings, tmp_path):
    """A client; the site runs as in production, and its uploads lie in tmp_path."""
    settings.SECURE_HSTS_SECONDS, settings.SECURE_SSL_REDIRECT, settings.KEEP_PAGES = 31536000, True, True
    settings.MEDIA_ROOT = Addresses.folder = tmp_path
    settings.ROOT_URLCONF = Addresses
    return Client(raise_request_exception=False)


def policy_of(response):
    parts = response["Content-Security-Policy"].split("; ")
    return {name: set(values) for name, *values in (part.split() for part in parts)}


def assert_protected(response):
    for name, values in FIXED.items():
        assert response.headers.get(name) in values, name
    assert "camera=()" in response["Permissions-Policy"]
    policy = policy_of(response)
    for name in ("default-src", "script-src"):
        assert not policy.get(name, set()) & {"'unsafe-inline'", "'unsafe-eval'", "*", "data:", "https:"}
    if "sandbox" not in policy:
        assert policy["base-uri"] == policy["frame-ancestors"] == policy["default-src"] == {"'none'"}
        assert policy["form-action"] == {"'self'"}
        # What is left out is 'none', by default-src.
        assert not policy.keys() & {"object-src", "worker-src"}


def ask_everywhere(client, urls, *methods):
    """The statuses of the answers, each of which is protected."""
    statuses = set()
    for url in urls:
        for method in methods or ("get",):
            response = getattr(client, method)(url, secure=True)
            response.getvalue()
            statuses.add(response.status_code)
            try:
                assert_protected(response)
            except (AssertionError, KeyError) as fault:
                raise AssertionError(f"{method} {url}: {response.status_code} {response.headers}") from fault
    return statuses


def test_every_public_and_personal_page_is_protected_kept_or_not(over_tls):
    article = published()
    urls = [url for many in addresses(article).values() for url in many]
    assert ask_everywhere(over_tls, urls, "get", "get", "head", "post", "put") >= {
        200,
        301,
        302,
        404,
        405,
        422,
    }
    take_down(article)
    assert ask_everywhere(over_tls, urls) >= {200, 404, 410}


def admin_urls(article):
    """Every address of the admin, as its URLconf writes them, with things that there are."""
    first = {
        model._meta.model_name: model._base_manager.first() for model in (Author, Desk, Tag, Image, Comment)
    }

    def filled(route):
        name = route.split("/")[2] if route.count("/") > 2 else ""
        pk = first[name].pk if first.get(name) else article.pk
        route = (
            re.sub(r"^admin/\^|\$$|\\Z|^\^", "", route).replace(r"(?P<app_label>", "<str:").replace("^", "")
        )
        return "/" + re.sub(r"<(?:\w+:)?\w+>", str(pk), route)

    def routes(resolver, above=""):
        for pattern in resolver.url_patterns:
            route = above + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                yield route
            else:
                yield from routes(pattern, route)

    found = {filled(route) for route in routes(get_resolver()) if route.startswith("admin/")}
    return sorted(url for url in found if "(" not in url) + ["/admin/articles/", "/admin/no/such/thing"]


def test_every_page_of_the_admin_is_protected(over_tls):
    article = published()
    make_image(photo(), alt_text="The quay")
    urls = [url for url in admin_urls(article) if not url.endswith("/logout/")]
    assert len(urls) > 100
    assert ask_everywhere(over_tls, urls) >= {200, 302}
    over_tls.force_login(User.objects.create_superuser("chief"))
    assert ask_everywhere(over_tls, urls) >= {200, 302, 403, 404}


def test_the_script_in_an_editors_form_runs_by_a_nonce_that_is_another_each_time(over_tls):
    article = published()
    over_tls.force_login(User.objects.create_superuser("chief"))
    url = reverse("admin:articles_article_change", args=[article.pk])
    answers = [over_tls.get(url, secure=True) for _ in range(2)]
    nonces = [re.search(r"'nonce-([^']+)'", answer["Content-Security-Policy"])[1] for answer in answers]
    assert nonces[0] != nonces[1]
    html = answers[0].content.decode()
    in_page = re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)([^>]*)>", html)
    assert in_page
    assert [attributes for attributes in in_page if f'nonce="{nonces[0]}"' not in attributes] == []


def test_no_page_of_the_admin_has_other_scripts_or_handlers_in_it(over_tls):
    article = published()
    over_tls.force_login(User.objects.create_superuser("chief"))
    for url in admin_urls(article):
        html = over_tls.get(url, secure=True).getvalue().decode(errors="replace")
        scripts = re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)([^>]*)>", html)
        assert [attributes for attributes in scripts if "nonce=" not in attributes] == [], url
        assert not re.search(r'<[^>]+\son[a-z]+="|href="javascript:', html), url


def test_what_is_refused_before_it_comes_to_a_page_is_protected(over_tls):
    refused = [
        over_tls.get("/", secure=True, headers={"Host": "evil.example"}),
        over_tls.get("/admin/", secure=True, headers={"Host": "evil.example"}),
        over_tls.post("/", secure=True, headers={"Host": "evil.example"}),
        over_tls.get("/broken/", secure=True),
        over_tls.get("/%00/", secure=True),
    ]
    assert [response.status_code for response in refused] == [400, 400, 400, 500, 404]
    for response in refused:
        assert_protected(response)
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/admin/login/", secure=True)
    assert response.status_code == 403
    assert_protected(response)


def test_on_the_way_to_tls_all_is_said_but_what_may_be_said_over_tls_only(over_tls):
    response = over_tls.get("/")
    assert response.status_code == 301
    assert response["Location"] == "https://testserver/"
    assert "Strict-Transport-Security" not in response
    response["Strict-Transport-Security"] = YEAR
    assert_protected(response)


def test_files_of_the_site_and_what_operators_ask_for_are_protected(over_tls, settings):
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    files = ["/static/newsroom/site.css", "/static/newsroom/discussion.js", "/static/newsroom/admin.css"]
    assert ask_everywhere(Client(), [*files, "/healthz"]) == {200}
    assert ask_everywhere(Client(), ["/static/nothing.css"]) == {404}


def test_nothing_that_was_uploaded_runs(over_tls, tmp_path):
    hostile = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    names = [
        "a.svg",
        "a.html",
        "a.xhtml",
        "a.xml",
        "a.pdf",
        "a.js",
        "a.jpg.svg",
        "a.SVG",
        "a",
        "a.htm.",
        "a.png",
    ]
    for name in names:
        (tmp_path / name).write_text(hostile)
    for name in names:
        response = over_tls.get(f"/media/{name}", secure=True)
        response.getvalue()
        assert response.status_code == 200
        assert policy_of(response) == {"default-src": {"'none'"}, "sandbox": set()}
        assert_protected(response)
        shown = response["Content-Disposition"] == "inline"
        assert shown == (response["Content-Type"] == "image/png") == (name == "a.png"), name


@pytest.mark.parametrize("name", ["%00", "a" * 300, "%ff", "", "..%2f..%2fetc/passwd", "a/../../x"])
def test_an_upload_that_cannot_be_is_not_found(over_tls, name):
    assert ask_everywhere(over_tls, [f"/media/{name}"]) <= {404, 400}
