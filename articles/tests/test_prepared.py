import pytest
from django.db import connection
from django.db.models import F

from articles.models import Edition, Tag
from articles.prepared import prepared

from .builders import make_story, make_tag

pytestmark = pytest.mark.django_db


@prepared
def tags_named(names):
    return Tag.objects.filter(name__in=names).order_by("name")


@prepared
def editions_titled(title):
    return Edition.objects.filter(title=title).select_related("desk")


@prepared
def tags_numbered(numbers):
    return Tag.objects.filter(pk__in=numbers).annotate(name_of_number=F("name")).values_list("name_of_number")


def test_a_prepared_query_answers_anew_each_time(django_assert_num_queries):
    make_tag("Harbour")
    make_tag("Quay")
    with django_assert_num_queries(3):
        assert [tag.name for tag in tags_named(["Quay", "Harbour"])] == ["Harbour", "Quay"]
        assert [tag.name for tag in tags_named(["Quay", "Pier"])] == ["Quay"]
        assert [tag.name for tag in tags_named(["Quay", "Pier", "Harbour"])] == ["Harbour", "Quay"]
        assert tags_named([]) == []


@prepared
def tags_of_kind(kind):
    return Tag.objects.filter(kind=kind, name__startswith="10 % past o'clock").exclude(name__contains="%s")


def test_what_is_always_the_same_may_have_any_character():
    tag = make_tag("10 % past o'clock")
    make_tag("10 % past o'clock, half of %s")
    assert tags_of_kind(tag.kind) == [tag]


def test_what_it_selects_along_is_there_without_another_query(django_assert_num_queries):
    make_story("One")
    other = make_story("Two")
    with django_assert_num_queries(1):
        (edition,) = editions_titled("Two")
        assert (edition.article_id, edition.desk.pk) == (other.pk, edition.desk_id)


def test_postgresql_plans_it_once_whatever_the_numbers():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite plans anew, which takes it microseconds.")
    for numbers in ([1, 2], [1, 40_000], [3_000_000_000, 2], [-1, 40_000], [7, 7]):
        assert tags_numbered(numbers) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        plans = [statement for (statement,) in cursor.fetchall() if "name_of_number" in statement]
    assert len(plans) == 1
