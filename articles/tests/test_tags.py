"""What becomes of sections when tags are confirmed, dropped and merged."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from articles.models import Article, EditionSection, Section, Tag
from articles.publishing import publish
from articles.revisions import snapshot
from articles.story import Story
from articles.tagger import Tagger
from articles.tags import confirm, drop, effects, merge
from articles.tests.builders import make_article, make_story, make_tag

pytestmark = pytest.mark.django_db

WORKERS = 8


def tags_of(sections):
    return [sorted(tag.name for tag in section.tags.all()) for section in sections.order_by("ordering", "pk")]


def tag_texts(*texts, title="", suggest=True):
    """The names of the tags that a new site's tagger gives to each text."""
    found = Tagger.of_site(suggest).tag(title, list(texts))
    names = dict(Tag.objects.values_list("pk", "name"))
    return [sorted(names[pk] for pk in pks) for pks in found]


def test_a_tag_made_by_hand_is_confirmed():
    assert make_tag("Whitmoor Bay").state == Tag.State.CONFIRMED
    assert Tag.objects.create(name="Long Mole", slug="long-mole").state == Tag.State.CONFIRMED


def test_a_dropped_tag_is_gone_from_what_readers_see_and_from_nowhere_else(client):
    tag = make_tag("Whitmoor Bay")
    article = make_story(sections=[{"text": "One.", "tags": [tag]}])
    drop([tag])
    assert [section.tags for section in Story.of(article.current_edition()).sections] == [[]]
    assert client.get(reverse("topic", args=[tag.slug])).status_code == 404
    assert tags_of(article.sections) == [["Whitmoor Bay"]]
    confirm([tag])
    assert client.get(reverse("topic", args=[tag.slug])).status_code == 200


def test_a_dropped_tag_stays_hidden_when_the_story_is_published_again():
    tag = make_tag("Whitmoor Bay")
    article = make_article(sections=[{"text": "One.", "tags": [tag]}])
    drop([tag])
    assert [section.tags for section in Story.of(publish(article)).sections] == [[]]


def test_merging_takes_sections_of_working_copies_and_of_all_editions_along():
    bay, other, boat = make_tag("Whitmoor Bay"), make_tag("Bay of Whitmoor"), make_tag("Ferry", kind="topic")
    sections = [{"text": "One.", "tags": [other, boat]}, {"text": "Two.", "tags": [bay, other]}, "Three."]
    article = make_story(sections=sections)
    publish(article)
    merge([other], bay)
    expected = [["Ferry", "Whitmoor Bay"], ["Whitmoor Bay"], []]
    assert tags_of(article.sections) == expected
    for edition in article.editions.all():
        assert tags_of(edition.sections) == expected
    assert Section.tags.through.objects.count() == 3
    assert EditionSection.tags.through.objects.count() == 6


def test_a_merge_is_no_change_of_the_story():
    bay, other = make_tag("Whitmoor Bay"), make_tag("Bay of Whitmoor")
    article = make_story(sections=[{"text": "One.", "tags": [other]}, {"text": "Two.", "tags": [bay, other]}])
    merge([other], bay)
    whole = Article.objects.whole().get(pk=article.pk)
    assert snapshot(whole) == article.revisions.get().content


def test_names_and_aliases_of_a_merged_tag_lead_to_the_one_that_stays():
    bay = make_tag("Whitmoor Bay", "the Bay")
    other, third = make_tag("Bay of Whitmoor", "Codling Reach"), make_tag("Whitmoor Water")
    make_tag("Bay Road", "Whitmoor Water")
    merge([other, third], bay)
    assert [alias.name for alias in bay.aliases.all()] == ["Bay of Whitmoor", "Codling Reach", "the Bay"]
    assert sorted(Tag.objects.values_list("name", flat=True)) == ["Bay Road", "Whitmoor Bay"]


def test_merging_one_name_of_two_kinds_makes_no_alias_of_itself():
    place, person = make_tag("Cold Anchor"), make_tag("Cold Anchor", kind=Tag.Kind.PERSON)
    merge([person], place)
    assert not place.aliases.exists()


def test_merging_into_a_suggestion_confirms_it():
    make_tag("Whitmoor Bay")
    [[_]] = tag_texts("They met in Long Marsh Street that day.")
    street = Tag.objects.get(name="Long Marsh Street")
    merge([Tag.objects.get(name="Whitmoor Bay")], street)
    street.refresh_from_db()
    assert street.state == Tag.State.CONFIRMED


def test_merging_a_tag_into_itself_changes_nothing():
    tag = make_tag("Whitmoor Bay")
    article = make_article(sections=[{"text": "One.", "tags": [tag]}])
    merge([tag], tag)
    assert tags_of(article.sections) == [["Whitmoor Bay"]]


def test_effects_count_each_section_and_story_once():
    bay, other = make_tag("Whitmoor Bay"), make_tag("Bay of Whitmoor")
    make_story("Public", sections=[{"text": "One.", "tags": [bay, other]}, {"text": "Two.", "tags": [other]}])
    make_article("Draft", sections=[{"text": "Three.", "tags": [other]}])
    both = effects([bay, other])
    assert (both.stories, both.read_sections, both.working_sections) == (2, 2, 3)
    assert [section.edition.title for section in both.read_examples] == ["Public", "Public"]
    assert [section.article.title for section in both.draft_examples] == ["Draft"]
    merged = effects([bay, other], into=bay)
    assert (merged.stories, merged.working_sections, merged.already) == (2, 3, 1)
    assert effects([bay]).working_sections == 1


def test_new_names_become_suggested_tags_and_are_known_to_the_next_story(django_assert_num_queries):
    tagger = Tagger.of_site()
    text = "Orla Finch said the boat from Lisbon was late."
    [ids] = tagger.tag("", [text])
    assert set(Tag.objects.values_list("name", "kind", "state")) == {
        ("Orla Finch", "person", "suggested"),
        ("Lisbon", "place", "suggested"),
    }
    # Only: which of them are public still?
    with django_assert_num_queries(1):
        assert tagger.tag("", [text]) == [ids]


@pytest.mark.parametrize("people", [1, 30])
def test_new_names_cost_the_same_however_many(people, django_assert_max_num_queries):
    letters = "abcdefghijklmnopqrstuvwxyzabcdefgh"
    text = " ".join(f"Then Orla F{letters[n]}{letters[n + 3]}nch said so." for n in range(people))
    tagger = Tagger.of_site()
    # 1 and 2 tags and aliases of these names, 3 to 5 the insertion with its transaction, 6 and 7 what was
    # inserted, 8 which are public.
    with django_assert_max_num_queries(8):
        tagger.tag("", [text])


def test_the_sites_own_tags_come_with_and_without_suggestions():
    make_tag("Whitmoor", "the Whit")
    text = "At the Whit, Orla Finch said nothing."
    assert tag_texts(text, suggest=False) == [["Whitmoor"]]
    assert Tag.objects.count() == 1
    assert tag_texts(text) == [["Orla Finch", "Whitmoor"]]


def test_the_longest_name_counts_also_if_it_is_new():
    make_tag("Kestrel")
    assert tag_texts("The Kestrel Bay Trust met in Kestrel Street.") == [
        ["Kestrel Bay Trust", "Kestrel Street"]
    ]


def test_a_name_that_is_an_alias_is_no_new_tag():
    make_tag("Dame Orla Finch", "Orla Finch", kind=Tag.Kind.PERSON)
    assert tag_texts("Captain Orla Finch said so.") == [["Dame Orla Finch"]]
    assert Tag.objects.count() == 1


def test_a_tag_that_an_editor_confirmed_under_another_kind_is_used():
    make_tag("Orla Finch", kind=Tag.Kind.PLACE)
    assert tag_texts("Captain Orla Finch said so.") == [["Orla Finch"]]
    assert Tag.objects.count() == 1


def test_a_dropped_name_is_neither_given_nor_suggested_again():
    tag_texts("Orla Finch said so.")
    drop(Tag.objects.all())
    assert tag_texts("Orla Finch said so.") == [[]]
    assert Tag.objects.count() == 1


def test_a_tag_dropped_or_merged_during_a_run_is_not_given_any_more():
    tagger = Tagger.of_site()
    tagger.tag("", ["Orla Finch said so in Lisbon."])
    drop(Tag.objects.filter(name="Orla Finch"))
    Tag.objects.filter(name="Lisbon").delete()
    assert tagger.tag("", ["Orla Finch said so in Lisbon."]) == [set()]


def test_a_tag_that_another_process_made_meanwhile_is_used():
    one, other = Tagger.of_site(), Tagger.of_site()
    text = "Orla Finch said so in Lisbon."
    assert one.tag("", [text]) == other.tag("", [text])
    assert Tag.objects.count() == 2


def test_a_slug_that_another_process_took_meanwhile_is_left_to_it():
    tagger = Tagger.of_site()
    make_tag("Orla-Finch")
    [[pk]] = tagger.tag("", ["Orla Finch said so."])
    assert Tag.objects.get(pk=pk).slug == "orla-finch-2"


def test_a_suggested_place_marks_only_what_is_a_place():
    assert tag_texts("He lives in Reading.", "“Reading is hard,” he said.") == [["Reading"], []]
    assert tag_texts("Reading is hard, and Nice words are few.") == [[]]


def test_a_tag_list_confirms_what_was_suggested_and_leaves_what_was_dropped():
    tag_texts("Orla Finch said so in Lisbon.")
    drop(Tag.objects.filter(name="Lisbon"))
    assert make_tag("Orla Finch", kind=Tag.Kind.PERSON).state == Tag.State.CONFIRMED
    assert make_tag("Lisbon").state == Tag.State.DROPPED


def test_a_story_without_sections_has_no_tags():
    assert Tagger.of_site().tag("Orla Finch said so", []) == []
    assert Tagger.of_site().tag("", [""]) == [set()]


@pytest.mark.django_db(transaction=True)
def test_many_processes_at_once_make_each_tag_once():
    texts = [f"They met Orla F{letter}nch, who had been in Lisbon and Odesa." for letter in "aeiou"]
    start = Barrier(WORKERS)

    def work(number):
        try:
            tagger = Tagger.of_site()
            start.wait()
            return [tagger.tag("", [text]) for text in texts]
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        first, *others = pool.map(work, range(WORKERS))
    assert all(given == first for given in others)
    assert Tag.objects.count() == 7
