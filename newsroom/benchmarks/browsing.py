"""The public pages as a reader with a phone on a slow line gets them: how heavy, how soon, how steady, and
what axe finds.
"""

import gzip
import tempfile
from collections import defaultdict
from io import BytesIO, StringIO
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import PIL.Image
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import override_settings
from django.urls import Resolver404, resolve, reverse

from articles import renditions
from articles.models import Article, Author, Image
from articles.pictures import take_in
from articles.publishing import publish
from newsroom.models import Page

from . import served_media
from .chromium import chromium, serious_faults
from .figures import Figure
from .hot_story import PASSAGE, make_hot_story
from .server import HOST, serving

PHONE = {"width": 390, "height": 844}
# What Lighthouse calls slow 4G: https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md
SLOW_LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_638_400 / 8,
    "uploadThroughput": 750_000 / 8,
}
COMMENTS = 1_000
# So many pages of each kind are looked at.
OF_EACH_KIND = 2
SECONDS_TO_SETTLE = 1
PAINT = """
new Promise((tell) => {
  const seen = { paint: 0, shift: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.paint = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  for (const [kind, ending] of [["style", /[.]css$/], ["script", /[.]js$/]])
    seen[kind] = performance.getEntriesByType("resource").filter((file) => ending.test(file.name))
      .reduce((sum, file) => sum + file.encodedBodySize, 0);
  setTimeout(() => tell(seen), 100);
})
"""
LINKS = "Array.from(document.querySelectorAll('a[href]'), (link) => link.href)"


def browsing():
    """A reader with a phone on a slow line gets light pages soon, and nothing moves or shuts anybody out."""
    with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=Path(folder)):
        paths = ["/", make_paper(), reverse("archive")]
        server = serving("--config", served_media.__file__, MEDIA_ROOT=folder)
        with server as port, chromium() as browser:
            for address in walk(browser, [f"http://{HOST}:{port}{path}" for path in paths]):
                yield from visit(browser, address)


def make_paper():
    """The sample paper, and the address of a story with a picture that everybody talks about."""
    call_command("import_seeds", settings.BASE_DIR / "newsroom" / "sample", verbosity=0, stdout=StringIO())
    edition = make_hot_story(COMMENTS)
    buffer = BytesIO()
    PIL.Image.effect_noise((1_600, 1_000), 60).convert("RGB").save(buffer, "JPEG", quality=80)
    picture = take_in(ContentFile(buffer.getvalue(), name="upload"))
    image = Image.objects.create(file=picture.as_file(), sha256=picture.sha256, alt_text="Noise", credit="Us")
    renditions.make(image)
    article = Article.objects.get(pk=edition.article_id)
    article.sections.update(image=image)
    article.authors.add(Author.objects.create(name="Nora Pell", slug="nora-pell"))
    article.byline = "Nora Pell"
    article.save()
    Page.objects.create(title="Ethics", slug="ethics", body=f"<p>{PASSAGE}</p>", is_public=True)
    return publish(article).get_absolute_url()


def walk(browser, addresses):
    """The addresses of public pages of every kind: these, and those to which links lead from there on."""
    page = browser.new_context(viewport=PHONE).new_page()
    found, waiting, kinds = set(), [*addresses], defaultdict(int)
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if address in found or not kind or kinds[kind] == OF_EACH_KIND:
            continue
        answer = page.goto(address)
        is_page = "text/html" in answer.headers.get("content-type", "")
        if not is_page or answer.url != address:
            continue
        found.add(address)
        kinds[kind] += 1
        yield address
        links = [urljoin(address, link).partition("#")[0] for link in page.evaluate(LINKS)]
        waiting += [link for link in links if urlsplit(link).netloc == urlsplit(address).netloc]
    page.context.close()


def kind_of(address):
    """The name of the page's pattern; None for what is not public, or no page."""
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return None
    return None if match.app_names else match.url_name


def visit(browser, address):
    parts = urlsplit(address)
    name = parts.path + (f"?{parts.query}" if parts.query else "")
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW_LINE)
    answer = page.goto(address, wait_until="load")
    page.wait_for_timeout(1_000 * SECONDS_TO_SETTLE)
    seen, html = page.evaluate(PAINT), answer.body()
    context.close()
    yield Figure(name[:58], len(html) / 1_000, "kB HTML")
    yield Figure("  compressed", len(gzip.compress(html, 6)) / 1_000, "kB")
    yield Figure("  its style sheets, compressed", seen["style"] / 1_000, "kB")
    yield Figure("  its scripts, compressed", seen["script"] / 1_000, "kB")
    yield Figure("  the largest paint after", seen["paint"], "ms")
    yield Figure("  layout shift", seen["shift"], "")
    yield Figure("  serious faults that axe finds, light and dark", len(faults(browser, address)), "")


def faults(browser, address):
    """What keeps people out on the page, in either scheme of colours."""
    broken = []
    for scheme in ("light", "dark"):
        context = browser.new_context(viewport=PHONE, color_scheme=scheme, bypass_csp=True)
        page = context.new_page()
        page.goto(address)
        broken += serious_faults(page)
        context.close()
    return broken
