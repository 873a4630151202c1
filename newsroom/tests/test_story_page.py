"""What a story's page has besides its words: label, reading time, lead picture, contents, topics, what it
leads on to, and its address to share.
"""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from articles.reading_time import minutes_for, words_in
from articles.tests.builders import make_image, make_story, make_tag
from articles.tests.files import drawing, file_of

pytestmark = pytest.mark.django_db

THEN = datetime(2023, 9, 13, 21, 36, tzinfo=UTC)
URL = "/2023/09/13/ferry-returns/"


def page(url=URL):
    response = Client().get(url)
    assert response.status_code == 200
    return response.content.decode()


def publish_story(**fields):
    return make_story("Ferry returns", at=THEN, **fields)


@pytest.mark.parametrize(("kind", "label"), [("analysis", "Analysis"), ("opinion", "Opinion")])
def test_what_is_not_news_says_so_above_its_headline(kind, label):
    publish_story(kind=kind)
    html = page()
    assert html.index(f'<span class="kind">{label}</span>') < html.index("<h1")


def test_news_has_no_label():
    publish_story()
    assert 'class="kind"' not in page()


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (1, 1), (238, 1), (360, 2), (2380, 10)])
def test_reading_time_is_that_of_the_words_in_whole_minutes(words, minutes):
    assert minutes_for(words_in(["word " * words])) == minutes


def test_a_story_says_how_long_it_takes_to_read():
    publish_story(sections=["word " * 300, {"heading": "More", "text": "don’t–stop " * 100}])
    assert "2 minutes to read" in page()


def test_the_first_sections_picture_leads_the_story_and_is_loaded_at_once():
    lead = make_image(file_of(drawing()), alt_text="A boat")
    other = make_image(file_of(drawing((50, 40))), alt_text="A quay")
    publish_story(sections=[{"heading": "Boat", "image": lead}, {"heading": "Quay", "image": other}])
    html = page()
    first, second = re.findall(r"<img[^>]*>", html)
    assert 'fetchpriority="high"' in first
    assert 'loading="lazy"' in second
    assert 'width="' in first
    assert html.index('alt="A boat"') < html.index('<section id="boat"') < html.index('alt="A quay"')
    assert html.count('alt="A boat"') == 1


def headed(number):
    return [{"heading": f"Part “{n}” <b>", "text": "Words."} for n in range(number)]


def test_four_headed_sections_make_a_table_of_contents_and_three_do_not():
    publish_story(sections=["The beginning.", *headed(4)])
    html = page()
    entries = re.findall(r'<li><a href="#([\w-]+)" dir="auto">(.*?)</a></li>', html)
    assert [words for _anchor, words in entries] == [f"Part “{n}” &lt;b&gt;" for n in range(4)]
    assert all(f'<section id="{anchor}"' in html for anchor, _words in entries)
    make_story("Short", at=THEN, sections=headed(3))
    assert 'class="contents"' not in page("/2023/09/13/short/")


def test_each_headed_section_has_a_link_to_itself_with_a_name():
    publish_story(sections=["The beginning.", {"heading": "The crew", "text": "They slept."}])
    html = page()
    assert '<a class="anchor" href="#the-crew">' in html
    assert '<span class="visually-hidden">Link to “The crew”</span>' in html
    assert html.count('class="anchor"') == 1


def test_a_story_ends_with_the_topics_of_all_its_sections_those_of_most_first():
    bay, crew = make_tag("Bay"), make_tag("Crew")
    marks = [[crew, bay], [bay], []]
    publish_story(sections=[{"text": "Words.", "tags": tags} for tags in marks])
    _before, topics = page().split('id="topics_heading"')
    assert re.findall(r'<a href="/topics/(\w+)/"', topics) == ["bay", "crew"]


def test_topics_that_stand_below_the_only_tagged_section_are_not_said_twice():
    publish_story(sections=["Words.", {"text": "Words.", "tags": [make_tag("Bay")]}])
    html = page()
    assert html.count('href="/topics/bay/"') == 1
    assert "topics_heading" not in html


def test_related_stories_follow_the_story():
    bay = make_tag("Bay")
    publish_story(sections=[{"text": "Words.", "tags": [bay]}])
    assert "Related stories" not in page()
    make_story("Quay <b>", at=THEN, sections=[{"text": "Words.", "tags": [bay]}])
    html = page()
    related = html.index('<h3 dir="auto"><a href="/2023/09/13/quay-b/">Quay &lt;b&gt;</a></h3>')
    assert html.index("</article>") < related < html.index('id="comments"')


def test_the_address_can_be_copied_without_a_script_and_asks_nobody_else():
    publish_story()
    html = page()
    assert f'readonly dir="ltr" value="http://testserver{URL}"' in html
    assert not re.search(r'//[^"]*(facebook|twitter|x\.com|whatsapp|linkedin)', html)
