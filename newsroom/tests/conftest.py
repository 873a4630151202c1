"""The browser that tests of pages share: Playwright runs once in a process."""

import os

import pytest

from newsroom.benchmarks.chromium import chromium as launched


@pytest.fixture(scope="session")
def chromium():
    # The database is used between the browser's calls and not within them.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with launched() as browser:
        yield browser


@pytest.fixture
def visit(chromium, live_server):
    """Open a page: visit(url, **options of the browser's context). Only the site itself can be reached. With
    a clock, time is the test's: page.clock.
    """
    own = (live_server.url, "data:", "blob:")
    contexts = []

    def open_page(url, *, clock=False, **options):
        context = chromium.new_context(base_url=live_server.url, **options)
        if clock:
            context.clock.install()
        contexts.append(context)
        page = context.new_page()
        page.asked, page.said = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.said.append((message.type, message.text)))
        page.on("pageerror", lambda error: page.said.append(("error", str(error))))
        context.route(lambda url: not url.startswith(own), lambda route: route.abort())
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def sign_in_as(visit):
    """Sign in to the admin with the password of these tests: sign_in_as(username, url, **options of the
    browser's context). The page is whole then: before, its scripts may still move what has the focus.
    """

    def open_page(name, url="/admin/", **options):
        page = visit(f"/admin/login/?next={url}", **options)
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill("a long password")
        page.get_by_role("button", name="Log in").click()
        page.wait_for_load_state()
        return page

    return open_page
