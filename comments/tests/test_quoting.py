"""Which passage of the story the first paragraph of a comment repeats."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.models import Section
from articles.publishing import publish
from articles.richtext import from_paragraphs
from articles.tests.builders import make_article, make_story
from comments.quoting import LONGEST, PLACES, Passages
from comments.tests.builders import make_comment, post_on

SPOKEN = (
    "The ferry’s crew will certainly win a great victory over the weather,” she added, raising her glass."
)
FIRST = (
    f"“{SPOKEN}\n\n"
    "Nobody was hurt. “It’s good to see you. Thank you for coming,” the harbour master told them (twice). "
    "[The boat] had been away for nine weeks! It cost 5.3 million.\n\n"
    "Yes."
)
SECOND = (
    "Nobody had slept on board since Tuesday.\nThe cook did.\n\nNobody was hurt. Everybody was glad of that."
)
STORY = Passages([("first", FIRST), ("second", SECOND)])

QUOTED = {
    "a paragraph with a stray mark at its end": (f"“{SPOKEN}”", "first"),
    "without quote marks": (SPOKEN.replace("”", ""), "first"),
    "in straight marks": (f'"{SPOKEN}"'.replace("”", '"').replace("’", "'"), "first"),
    "in guillemets with spaces": (f"«\u00a0{SPOKEN} »", "first"),
    "in low marks": (f"„{SPOKEN}“", "first"),
    "in corner brackets": (f"「{SPOKEN}」", "first"),
    "with an arrow": (f"> {SPOKEN}", "first"),
    "with dots": (f"… {SPOKEN} …", "first"),
    "with other white space": (f" {SPOKEN} ".replace(" ", "\u00a0\t"), "first"),
    "wrapped": (SPOKEN.replace(" great ", "\ngreat\n"), "first"),
    "with soft hyphens": (SPOKEN.replace("weather", "wea\u00adther"), "first"),
    "a sentence of many": ("The boat] had been away for nine weeks", "first"),
    "two sentences in a row": (
        "It's good to see you. Thank you for coming, the harbour master told them (twice)",
        "first",
    ),
    "a sentence with a point within": ("“Had it cost 5.3 million?”", None),
    "the sentences of a paragraph": (FIRST.split("\n\n")[1], "first"),
    "short sentences that are long together": ("Nobody was hurt. Everybody was glad of that.", "second"),
    "another section": ("nobody had slept", None),
    "words across a line break": ("Nobody had slept on board since Tuesday. The cook did.", "second"),
    "one word": ("“Yes.”", None),
    "few words": ("Nobody was hurt.", None),
    "sentences with one left out": ("Nobody was hurt. The boat had been away for nine weeks!", None),
    "sentences of two paragraphs": ("raising her glass. Nobody was hurt.", None),
    "the middle of a sentence": ("certainly win a great victory over the weather", None),
    "the beginning of a sentence": ("The ferry’s crew will certainly win a great victory", None),
    "the end of a sentence": (SPOKEN.removeprefix("The ferry’s "), None),
    "a word more": (f"{SPOKEN} Indeed.", None),
    "another word": (SPOKEN.replace("great", "small"), None),
    "another number": ("[The boat] had been away for nine weeks! It cost 53 million.", None),
    "nothing": ("", None),
    "marks alone": ("“” … ! ”" * 20, None),
    "too much": (f"{SPOKEN} " * (LONGEST // len(SPOKEN) + 1), None),
}


@pytest.mark.parametrize(("paragraph", "section"), QUOTED.values(), ids=QUOTED.keys())
def test_a_passage_is_found_whatever_marks_surround_it_and_nothing_else_is(paragraph, section):
    assert STORY.find(paragraph) == section


def test_a_passage_of_two_sections_is_found_in_the_first():
    assert Passages([(1, FIRST), (2, FIRST)]).find(SPOKEN) == 1


def test_a_language_without_spaces_can_be_quoted():
    sentence = "乗組員は全員無事で、岸壁には町じゅうの人が集まっていた。"
    passages = Passages([(1, f"渡し船は湾へ戻ってきた。{sentence}雨だった。")])
    assert passages.find(f"「{sentence}」") == 1


WORDS = st.text(alphabet="abcdeïжß' ", min_size=1, max_size=12)
SENTENCE = st.builds(
    "{} quay {} lantern {} harbour {}{}".format, WORDS, WORDS, WORDS, WORDS, st.sampled_from(".!?…")
)
SENTENCES = st.lists(SENTENCE, min_size=1, max_size=6)
MARKS = st.text(alphabet="\"'`´‘’‚“”„«»‹›「」 \u00a0>.", max_size=4)


@settings(derandomize=True, deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=4), st.data(), MARKS, MARKS)
def test_any_run_of_sentences_is_found_in_its_section_in_whatever_marks(sections, data, before, after):
    passages = Passages([(key, " ".join(sentences)) for key, sentences in enumerate(sections)])
    key = data.draw(st.integers(0, len(sections) - 1))
    begin = data.draw(st.integers(0, len(sections[key]) - 1))
    end = data.draw(st.integers(begin + 1, len(sections[key])))
    run = " ".join(sections[key][begin:end])
    found = passages.find(before + run + after)
    assert found is not None
    assert found <= key
    assert found == key or Passages([(found, " ".join(sections[found]))]).find(run) == found


@settings(derandomize=True, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_can_be_looked_up_in_any_other(text, paragraph):
    assert Passages([(1, text)]).find(paragraph) in (None, 1)
    assert Passages([(1, text)]).find(text) in (None, 1)


HOSTILE = {
    "dots": "." * 300_000,
    "dots and spaces": ". " * 150_000,
    "quote marks": "”" * 300_000,
    "brackets": ".)" * 150_000 + "x",
    "line feeds": "\n " * 150_000,
    "one long word": "x" * 300_000,
    "short sentences": "a. " * 100_000,
    "one sentence again and again": "The same words over and over. " * 10_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_is_simply_read(text):
    """All of these take milliseconds; anything quadratic would take minutes."""
    passages = Passages([(1, text)])
    for paragraph in [text[:LONGEST], text[: LONGEST - 1] + "!", text]:
        assert passages.find(paragraph) in (1, None)


def test_of_a_text_that_repeats_itself_each_sentence_is_still_found():
    passages = Passages([(1, "The same words over and over. " * PLACES * 2 + "And then it ended at last.")])
    assert passages.find("The same words over and over.") == 1
    assert passages.find("And then it ended at last.") == 1


LINE = "They slept until the morning tide."


def story_with(*texts):
    return make_story(sections=[{"heading": f"Part {text[:4]}", "text": text} for text in texts])


def keys_of(article):
    return list(article.sections.values_list("key", flat=True))


@pytest.mark.django_db
def test_a_posted_comment_knows_the_section_that_it_quotes():
    article = story_with("The boat is back in the bay.", LINE)
    root = make_comment(f"“{LINE}”\n\nWho would not?", article=article)
    assert root.quoted_section == keys_of(article)[1]
    assert root.body_html == f'<blockquote class="quote"><p>“{LINE}”</p></blockquote><p>Who would not?</p>'
    reply = make_comment(LINE, parent=root)
    assert reply.quoted_section == keys_of(article)[1]
    assert reply.body == LINE


@pytest.mark.django_db
def test_a_comment_quotes_in_its_first_paragraph_or_not_at_all():
    comment = make_comment(f"I read:\n\n{LINE}", article=story_with(LINE))
    assert comment.quoted_section is None
    assert comment.body_html == f"<p>I read:</p><p>{LINE}</p>"


@pytest.mark.django_db
def test_readers_quote_the_current_edition_and_not_the_working_copy():
    article = story_with(LINE)
    article.sections.update(body=from_paragraphs(["They never slept at all, it turned out."]))
    assert make_comment("They never slept at all, it turned out.", article=article).quoted_section is None
    assert make_comment(LINE, article=article).quoted_section == keys_of(article)[0]
    publish(article)
    assert make_comment("They never slept at all, it turned out.", article=article).quoted_section
    assert make_comment(LINE, article=article).quoted_section is None


@pytest.mark.django_db
def test_of_an_article_that_was_never_published_the_working_copy_is_quoted():
    article = make_article(sections=[LINE])
    assert Passages.of(article.pk).find(LINE) == Section.objects.get().key


@pytest.mark.django_db
def test_to_look_for_quotations_costs_one_query_for_an_edition_and_none_for_a_few_words():
    article = story_with(LINE)
    make_comment(article=article)
    least = queries_to_post("Yes.", article)
    assert queries_to_post(f"{LINE}\n\nYes.", article) == least + 1
    assert queries_to_post(f"{LINE}\n\nNo.", article) == least


def queries_to_post(body, article):
    with CaptureQueriesContext(connection) as queries:
        post_on(article, body)
    return len(queries)
