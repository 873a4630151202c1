import pytest
from django.contrib.auth.models import Group, User
from hypothesis import given
from hypothesis import strategies as st

from articles import workflow
from articles.checklist import Copy, findings
from articles.corrections import ToReaders
from articles.models import Image
from articles.own_links import dead, links_in, own_path
from articles.publishing import unpublish

from .builders import add_section, make_article, make_story, make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    user = User.objects.create_user("editor", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    return user


def found(article):
    return [finding.words for finding in findings(Copy.of(article))]


def fields(article):
    return [finding.field for finding in findings(Copy.of(article))]


def with_body(body, **fields):
    article = make_article(sections=[])
    add_section(article, body=body, **fields)
    return article


def make_image(**fields):
    return Image.objects.create(file="images/quay.jpg", width=10, height=10, **fields)


def test_a_complete_story_passes():
    assert found(make_article()) == []


def test_a_draft_of_a_headline_only_is_told_all_that_it_lacks_what_is_needed_first():
    article = make_article(sections=[], standfirst="", byline="")
    assert found(article) == [
        "There is no text.",
        "There is no standfirst.",
        "Nobody signs the story: it has no by-line and no author.",
    ]
    assert [finding.blocks for finding in findings(Copy.of(article))] == [True, False, False]


def test_an_author_signs_as_a_byline_does():
    assert found(make_article(authors=["Wren"], byline="")) == []


def test_long_headlines_and_standfirsts_are_measured():
    article = make_article("A" * 121, standfirst="B" * 301)
    assert found(article) == [
        "The headline has 121 characters; more than 120 are cut off in many places.",
        "The standfirst has 301 characters; it should have at most 300.",
    ]
    assert found(make_article("A" * 120, standfirst="B" * 300)) == []


def test_each_section_is_named_and_led_to():
    article = make_article(
        sections=["Words.", {"heading": "Crew"}, {"heading": "CREW", "text": "Others."}, {}]
    )
    assert found(article) == [
        "Section 2 (“Crew”) has neither text nor picture nor video.",
        "Section 4 has neither text nor picture nor video.",
        "Section 3 (“CREW”) has the same heading as another.",
    ]
    assert fields(article) == ["sections-1", "sections-3", "sections-2"]


def test_a_picture_needs_alternative_text_and_should_have_a_credit_and_be_there_once():
    image = make_image()
    article = make_article(sections=["Words.", {"heading": "Quay", "image": image}, {"image": image}])
    assert found(article)[0] == (
        "The picture of section 2 (“Quay”) has no alternative text, and is not marked as decorative."
    )
    assert "The picture of section 3 says nothing of who made it." in found(article)
    assert "The picture of section 3 is in the story twice." in found(article)
    image.alt_text, image.credit = "The quay at low tide", "Ann Lee"
    image.save()
    assert found(article) == ["The picture of section 3 is in the story twice."]


def test_links_to_pages_of_ours_have_to_lead_somewhere(settings):
    settings.ALLOWED_HOSTS = ["news.example", "*"]
    story, gone = make_story("Ferry returns"), make_story("Ferry leaves")
    there, dead_story = (article.current_edition().get_absolute_url() for article in (story, gone))
    unpublish(gone, reason="An error.")
    tag = make_tag("Quay")
    good = [there, f"https://news.example{there}#crew", f"/topics/{tag.slug}/", "/", "#part-1"]
    good += ["/search/?q=ferry", "https://elsewhere.example/nothing/", "mailto:desk@news.example"]
    bad = [dead_story, "/topics/nothing/", "/no/such/page", "http://news.example/authors/nobody/", "/nodesk/"]
    assert dead(good) == set()
    assert dead(good + bad) == set(bad)
    article = with_body("".join(f'<p><a href="{address}">here</a></p>' for address in good + bad))
    assert [line.partition(": ")[2] for line in found(article)] == bad


def test_links_need_words():
    assert found(with_body('<p>See <a href="https://elsewhere.example/"> </a>.</p>')) == [
        "Section 1 has a link without words."
    ]


@pytest.mark.parametrize("word", ["TK", "TODO", "XXX", "Lorem ipsum"])
def test_what_is_still_to_come_is_found(word):
    assert found(with_body(f"<p>The {word} boat.</p>")) == [f"“{word}” stands in section 1."]
    assert found(with_body("<p>A tk-free story of XXXL shirts.</p>")) == []


def test_a_list_costs_the_same_however_many_sections_and_links(django_assert_num_queries):
    body = "".join(f'<p><a href="/2024/01/{day:02}/ferry/">a</a></p>' for day in range(1, 29))
    article = make_article(sections=[{"body": body, "heading": str(place)} for place in range(30)])
    # 1 the sections with their pictures, 2 the by-lines, 3 the stories that are linked.
    with django_assert_num_queries(3):
        assert len(findings(Copy.of(article))) == 30 * 28


def test_publishing_stops_at_a_warning_until_somebody_says_why(editor):
    article = make_article(standfirst="")
    with pytest.raises(workflow.Incomplete, match="There is no standfirst") as refusal:
        workflow.move(article, "publish", by=editor)
    codes = [finding.code for finding in refusal.value.findings]
    with pytest.raises(workflow.Incomplete, match="Say why"):
        workflow.move(article, "publish", by=editor, overridden=codes)
    assert not article.is_live()
    step = workflow.move(article, "publish", by=editor, overridden=codes, words="A one-line notice.")
    assert (step.overridden, step.words) == (["There is no standfirst."], "A one-line notice.")
    assert article.is_live()


def test_what_blocks_cannot_be_overridden(editor):
    article = make_article(sections=[])
    codes = [finding.code for finding in findings(Copy.of(article))]
    with pytest.raises(workflow.Incomplete, match="There is no text"):
        workflow.move(article, "publish", by=editor, overridden=codes, words="So be it.")
    assert not article.is_live()


@pytest.mark.parametrize("verb", ["correct", "minor_fix"])
def test_a_correction_waits_for_what_is_needed_and_for_no_warning(editor, verb):
    article = make_story(standfirst="")
    to_readers = ToReaders("It was nine.") if verb == "correct" else ToReaders()
    workflow.move(article, verb, by=editor, to_readers=to_readers)
    article.sections.all().delete()
    with pytest.raises(workflow.Incomplete, match="There is no text") as refusal:
        workflow.move(article, verb, by=editor, to_readers=to_readers)
    assert [finding.words for finding in refusal.value.findings] == ["There is no text."]
    assert article.current_edition().number == 2


def test_a_warning_that_came_up_since_is_not_overridden(editor):
    article = make_article(standfirst="")
    codes = [finding.code for finding in findings(Copy.of(article))]
    article.sections.update(heading="TK")
    with pytest.raises(workflow.Incomplete) as refusal:
        workflow.move(article, "publish", by=editor, overridden=codes, words="So be it.")
    assert [finding.words for finding in refusal.value.findings] == ["“TK” stands in section 1 (“TK”)."]


@given(st.text())
def test_any_link_is_borne(address):
    assert isinstance(own_path(address), str)
    assert dead([f"/{address}", f"//{address}", address]) <= {f"/{address}", f"//{address}", address}


@given(st.text())
def test_any_markup_is_borne(text):
    assert isinstance(links_in(f'<a href="{text}">{text}</a>{text}'), list)
