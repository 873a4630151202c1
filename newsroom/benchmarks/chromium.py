"""Pages in a real browser, for benchmarks and for tests: headless Chromium, driven by Playwright."""

import os
import shutil
from contextlib import contextmanager

# Whoever runs this may be root, as in a container, and Chromium has no sandbox then.
ARGUMENTS = ["--no-sandbox", "--disable-background-networking"]


@contextmanager
def chromium():
    """A browser, while the context lasts. Its loop runs in this thread, which then may use the database
    between its calls and not within them.
    """
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        raise FileNotFoundError(
            "No Chromium here: install it (on Debian: apt install chromium) or name it in CHROMIUM."
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def serious_faults(page, *, but=()):
    """What axe finds on the page that keeps people out: [(rule, [HTML])]. It does not look into what the
    selectors of but name.
    """
    from axe_playwright_python.sync_playwright import Axe

    page.wait_for_load_state()
    return [
        (fault["id"], [node["html"] for node in fault["nodes"]])
        for fault in Axe().run(page, {"exclude": [[selector] for selector in but]}).response["violations"]
        if fault["impact"] in ("serious", "critical")
    ]


def width_of(page):
    """How wide the page is in CSS pixels: wider than the screen is a fault. Its style sheets are there then,
    and its scripts have had three seconds to make it fit.
    """
    page.wait_for_load_state()
    for _ in range(30):
        width, screen = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        if width <= screen:
            break
        page.wait_for_timeout(100)
    return width
