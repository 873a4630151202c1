"""The pages of a UkrainianPaper: what is not in Ukrainian there, the site says."""

from django.test import Client
from django.utils import timezone

from articles.models import Author
from comments import readers, tokens
from comments.deciding import reject
from comments.models import Report, Rule
from newsroom.tests.sent_forms import fields_of
from newsroom.tests.ukrainian_paper import READER


def editor(paper):
    client = Client()
    client.force_login(paper.chief)
    return client


def public_addresses(paper):
    story = paper.story.current_edition().get_absolute_url()
    wrong = "desk=no&topic=a&author=a&since=2024-01-02&until=2024-01-01"
    return [
        *["/", "/?before=9999999999999999_1", "/archive/", f"/archive/{timezone.now():%Y/%m}/"],
        *["/search/", "/search/?q=Пором", "/search/?q=ніде", f"/search/?q=ніде&{wrong}"],
        *["/corrections/", "/about/ethics/", "/gavan/", "/rada/", paper.tags[0].get_absolute_url()],
        *[author.get_absolute_url() for author in Author.objects.all()],
        *[story, f"{story}changes/", f"{story}versions/2/", f"{story}versions/1/"],
        f"{story}threads/{paper.removed.thread_id}/",
        *[paper.gone_url, "/nothing/here/", f"/preview/{paper.secret}/"],
    ]


def reader_pages(paper):
    """The pages of a reader who has written and reported, and sends forms that are refused: responses."""
    client = Client()
    client.cookies[readers.COOKIE] = readers.signer.sign(READER.hex)
    own, waits, others = (f"/comments/{c.pk}/" for c in (paper.mine, paper.waits, paper.shown))
    on_story = f"/comments/on/{paper.story.pk}/"
    sent = {"token": tokens.make(paper.story.pk)}
    for address in [own, f"{own}edit/", f"{own}withdraw/", waits, f"{others}reply/", f"{others}report/"]:
        yield client.get(address)
    yield client.get(f"{on_story}error/")
    too_much = {"name": "Редактор", "website": "х", "body": "Ї" * 9_999}
    for fields in [{}, sent, sent | too_much]:
        yield client.post(on_story, {"parent": paper.shown.pk} | fields)
    for address in [f"{others}report/", f"{own}edit/", f"{on_story}error/"]:
        yield client.post(address, sent)
    client.post(f"{others}report/", sent | {"category": Report.Category.SPAM})
    yield client.get(f"{others}report/")
    reject(paper.waits, by=paper.chief, reason="spam")
    for address in [waits, f"{waits}appeal/"]:
        yield client.get(address)
    yield client.post(f"{waits}appeal/", sent)


def editor_pages(paper):
    """The admin's pages: those that are looked at, and what an editor does there."""
    client = editor(paper)
    for address in admin_addresses(paper):
        yield client.get(address)
    chosen = {"_selected_action": [tag.pk for tag in paper.tags]}
    for verb in ("confirm", "drop", "merge"):
        yield client.post("/admin/articles/tag/", {"action": verb, **chosen})
    yield client.post("/admin/articles/tag/", {"action": "merge", "into": paper.tags[0].pk, **chosen})
    for words in [{}, {"into": Author.objects.first().pk}]:
        authors = {"_selected_action": Author.objects.values_list("pk", flat=True)}
        yield client.post("/admin/articles/author/", {"action": "merge", **authors, **words})
    yield from acts_on_the_draft(paper, client)


def acts_on_the_draft(paper, client):
    """It is saved with a slip, checked, published, saved after somebody else, thrown away."""
    form = f"/admin/articles/article/{paper.draft.pk}/change/"
    fields = fields_of(client.get(form), "article_form")
    yield client.post(form, fields | {"title": "", "slug": "ї", "embargo_until_0": "учора"})
    yield client.post(form, fields | {"_check": ""}, follow=True)
    yield client.post(form, fields | {"_publish": ""}, follow=True)
    paper.save(paper.draft, title="Чернетка про сов")
    yield client.post(form, fields | {"title": "Чернетка про граків"})
    yield client.get(form.replace("change", "delete"))
    yield client.post(form.replace("change", "delete"), {"post": "yes"}, follow=True)
    yield client.get("/admin/articles/article/?trash=1")
    yield client.post("/admin/login/", {"username": "олена", "password": "не той"})


def admin_addresses(paper):
    article, comment = "/admin/articles/article/", "/admin/comments/comment/"
    story, draft = f"{article}{paper.story.pk}/", f"{article}{paper.draft.pk}/"
    lists = ["articles/tag", "articles/author", "articles/desk", "articles/image", "comments/rule"]
    lists += ["comments/policy", "newsroom/frontplace", "newsroom/page"]
    return [
        *["/admin/", article, f"{article}?state=draft&q=чайки", f"{article}add/", f"{story}change/"],
        *[f"{draft}change/", f"{draft}change/?check=1", f"{article}{paper.embargoed.pk}/change/"],
        *[f"{story}history/", f"{draft}history/", f"{draft}history/compare/?old=1&new=2"],
        *[f"{draft}history/1/restore/", f"{draft}share/", f"{story}versions/1/withhold/"],
        *[f"/admin/{name}/{page}" for name in lists for page in ("", "add/")],
        f"/admin/articles/image/{paper.image.pk}/change/",
        f"/admin/articles/tag/{paper.tags[0].pk}/change/",
        *[comment, f"{comment}?state=all", f"{comment}{paper.held.pk}/change/", f"{story}discussion/"],
        *[f"{comment}queue/", f"{comment}queue/?queue=legal", f"{comment}{paper.held.pk}/ban/"],
        f"/admin/comments/rule/{Rule.objects.get().pk}/change/",
        *["/admin/comments/decision/", "/admin/comments/errorreport/", "/admin/comments/discussion/"],
        "/admin/comments/policychange/",
        *["/admin/newsroom/paper/1/change/", "/admin/newsroom/importeddocument/"],
        *["/admin/sign-in/", "/admin/sign-in/switch-on/", "/admin/sign-in/colleagues/"],
        "/admin/nothing/here/",
    ]
