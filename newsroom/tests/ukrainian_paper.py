"""A paper in which all that somebody wrote is in Ukrainian."""

import uuid
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles import revisions, sharing, trash
from articles.corrections import ToReaders
from articles.models import Article, Desk
from articles.publishing import publish, take_down
from articles.tests.builders import make_article, make_image, make_story, make_tag
from articles.tests.files import drawing, file_of
from articles.withholding import withhold
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
    """The paper's rows, with those that tests name."""

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
