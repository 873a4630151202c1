"""A paper in which all that somebody wrote is in Ukrainian, and its pages: what is not, the site says."""

import uuid
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.utils import timezone

from articles import revisions, sharing, trash
from articles.corrections import ToReaders
from articles.models import Article, Author, Desk
from articles.publishing import publish, take_down
from articles.tests.builders import make_article, make_image, make_story, make_tag
from articles.tests.files import drawing, file_of
from articles.withholding import withhold
from comments import readers, tokens
from comments.banning import ban
from comments.deciding import hold, reject, remove
from comments.erring import report_error
from comments.models import Report, Rule
from comments.picking import pick
from comments.policy_changes import log
from comments.reporting import report
from comments.tests.builders import post_on, without_limits
from newsroom.about import Page
from newsroom.front_place import FrontPlace
from newsroom.paper import Paper

SIGNED = {"standfirst": "Коротко про головне.", "byline": "Ніна Перо"}
READER = uuid.UUID(int=7)
# The words that stand in addresses are Latin letters, and lists show them.
SLUGS = ["gavan", "rada", "zatoka", "prichal", "ethics"]


class UkrainianPaper:
    """The paper's rows, made once, and the addresses of its pages."""

    def __init__(self):
        without_limits()
        self.chief = User.objects.create_superuser("олена", first_name="Олена", last_name="Чайка")
        User.objects.create_user("марко", is_staff=True)
        Paper.objects.create(name="Вісник затоки", tagline="Щоранку")
        Page.objects.create(title="Засади", slug="ethics", body="<p>Слово.</p>", is_public=True)
        self.tags = [make_tag("Затока", "Бухта"), make_tag("Причал")]
        self.image = make_image(file_of(drawing()), alt_text="Пором", caption="Біля причалу")
        self.make_stories()
        self.make_comments()

    def make_stories(self):
        self.make_story_with_history()
        make_story("Ще один", desk="Рада", sections=[{"text": "Рада засідала.", "tags": self.tags}], **SIGNED)
        gone = make_story("Зниклий матеріал", desk="Рада", sections=["Слово."], **SIGNED)
        self.gone_url = gone.current_edition().get_absolute_url()
        take_down(gone, by=self.chief, reason="Помилка", to_readers=ToReaders("Ми помилилися."))
        self.draft = make_article(
            "Чайки", desk="Гавань", standfirst="", byline="", sections=[{"heading": "Птахи"}, "Слово"]
        )
        self.save(self.draft, title="Чернетка про мартинів")
        self.save(self.draft, standfirst="Їх багато.")
        _link, self.secret = sharing.make(self.draft, by=self.chief, days=7)
        later = timezone.now() + timedelta(days=2)
        self.embargoed = make_article(
            "Таємний матеріал", desk="Рада", sections=["Слово."], embargo_until=later, **SIGNED
        )
        trash.throw_away(make_article("Викинутий матеріал", desk="Рада", **SIGNED))
        FrontPlace.objects.create(article=self.story, position=1)
        Desk.objects.update(description="Усе звідси")

    def make_story_with_history(self):
        self.story = make_story(
            "Пором повернувся",
            desk="Гавань",
            standfirst="По дев’яти тижнях.",
            authors=["Ніна Перо", "Яків Мартин"],
            kind="analysis",
            sections=[
                {"text": "Пором знову на місці.", "tags": self.tags, "image": self.image},
                {"heading": "Екіпаж", "text": "Вони спали.", "tags": self.tags[:1], "video": "kT9_wQ2rXbE"},
            ],
        )
        self.save(self.story, title="Пором таки повернувся")
        self.story.refresh_from_db()
        told = ToReaders("Не вісім, а дев’ять тижнів.", severity="serious")
        publish(self.story, verb="correct", to_readers=told, by=self.chief)
        publish(self.story, verb="update", by=self.chief)
        withhold(self.story.editions.get(number=1), reason="Прохання родини.")

    def save(self, article, **fields):
        Article.objects.filter(pk=article.pk).update(**fields)
        with transaction.atomic():
            revisions.record(article, by=self.chief)

    def make_comments(self):
        names = ["Тарас", "Леся", "Іван", "Марія", "Ольга", "Петро"]
        shown, self.held, rejected, self.removed, self.mine, unlawful = [
            post_on(
                self.story, f"Каже {name}.", name=name, reader=READER if name == "Ольга" else uuid.uuid4()
            )
            for name in names
        ]
        self.shown = shown
        post_on(self.story, "Згоден.", name="Юрко", parent_id=shown.pk)
        post_on(self.story, "Дякуємо.", user=self.chief, parent_id=shown.pk)
        for number in range(5):
            post_on(self.story, f"Відповідь {number}", parent_id=self.removed.pk)
        self.waits = post_on(self.story, "Ось а.укр, б.укр, в.укр і г.укр", reader=READER)
        pick(shown, by=self.chief)
        hold(self.held, by=self.chief)
        reject(rejected, by=self.chief, reason="abuse", note="Нудно")
        remove(self.removed, by=self.chief, reason="spam")
        report(unlawful, category=Report.Category.LIBEL, words="Це неправда.", reader=uuid.uuid4())
        ban(Rule.Kind.BANNED_WORD, "негідник", by=self.chief, why="Сварка")
        log(
            self.chief,
            "Увесь сайт",
            {"state": "open", "on_failure": ""},
            {"state": "held", "on_failure": "hold"},
        )
        report_error(self.story, words="Не дев’ять.", reader=READER)

    def editor(self):
        client = Client()
        client.force_login(self.chief)
        return client

    def public_addresses(self):
        story = self.story.current_edition().get_absolute_url()
        wrong = "desk=no&topic=a&author=a&since=2024-01-02&until=2024-01-01"
        return [
            *[
                "/",
                "/?before=2030-01-01T00:00:00Z,1",
                "/archive/",
                timezone.now().strftime("/archive/%Y/%m/"),
            ],
            *["/search/", "/search/?q=Пором", "/search/?q=ніде", f"/search/?q=ніде&{wrong}"],
            *["/corrections/", "/about/ethics/", "/gavan/", "/rada/", self.tags[0].get_absolute_url()],
            *[author.get_absolute_url() for author in Author.objects.all()],
            *[story, f"{story}changes/", f"{story}versions/2/", f"{story}versions/1/"],
            f"{story}threads/{self.removed.thread_id}/",
            *[self.gone_url, "/nothing/here/", f"/preview/{self.secret}/"],
        ]

    def reader_pages(self):
        """The pages of a reader who has written and reported, and sends forms that are refused: responses."""
        client = Client()
        client.cookies[readers.COOKIE] = readers.signer.sign(READER.hex)
        own, waits, others = (f"/comments/{c.pk}/" for c in (self.mine, self.waits, self.shown))
        on_story = f"/comments/on/{self.story.pk}/"
        sent = {"token": tokens.make(self.story.pk)}
        for address in [own, f"{own}edit/", f"{own}withdraw/", waits, f"{others}reply/", f"{others}report/"]:
            yield client.get(address)
        yield client.get(f"{on_story}error/")
        too_much = {"name": "Редактор", "website": "х", "body": "Ї" * 9_999}
        for fields in [{}, sent, sent | too_much]:
            yield client.post(on_story, {"parent": self.shown.pk} | fields)
        for address in [f"{others}report/", f"{own}edit/", f"{on_story}error/"]:
            yield client.post(address, sent)
        client.post(f"{others}report/", sent | {"category": Report.Category.SPAM})
        yield client.get(f"{others}report/")
        reject(self.waits, by=self.chief, reason="spam")
        for address in [waits, f"{waits}appeal/"]:
            yield client.get(address)
        yield client.post(f"{waits}appeal/", sent)

    def admin_addresses(self):
        article, comment = "/admin/articles/article/", "/admin/comments/comment/"
        story, draft = f"{article}{self.story.pk}/", f"{article}{self.draft.pk}/"
        lists = ["articles/tag", "articles/author", "articles/desk", "articles/image", "comments/rule"]
        lists += ["comments/policy", "newsroom/frontplace", "newsroom/page"]
        return [
            *["/admin/", article, f"{article}?state=draft&q=чайки", f"{article}add/", f"{story}change/"],
            *[f"{draft}change/", f"{draft}change/?check=1", f"{article}{self.embargoed.pk}/change/"],
            *[f"{story}history/", f"{draft}history/", f"{draft}history/compare/?old=1&new=2"],
            *[f"{draft}history/1/restore/", f"{draft}share/", f"{story}versions/1/withhold/"],
            *[f"/admin/{name}/{page}" for name in lists for page in ("", "add/")],
            f"/admin/articles/image/{self.image.pk}/change/",
            f"/admin/articles/tag/{self.tags[0].pk}/change/",
            *[comment, f"{comment}?state=all", f"{comment}{self.held.pk}/change/", f"{story}discussion/"],
            *[f"{comment}queue/", f"{comment}queue/?queue=legal", f"{comment}{self.held.pk}/ban/"],
            f"/admin/comments/rule/{Rule.objects.get().pk}/change/",
            *["/admin/comments/decision/", "/admin/comments/errorreport/", "/admin/comments/discussion/"],
            "/admin/comments/policychange/",
            *["/admin/newsroom/paper/1/change/", "/admin/newsroom/importeddocument/"],
            *["/admin/sign-in/", "/admin/sign-in/switch-on/", "/admin/sign-in/colleagues/"],
            "/admin/nothing/here/",
        ]
