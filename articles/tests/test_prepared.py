import pytest

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


def test_a_prepared_query_answers_anew_each_time(django_assert_num_queries):
    make_tag("Harbour")
    make_tag("Quay")
    with django_assert_num_queries(3):
        assert [tag.name for tag in tags_named(["Quay", "Harbour"])] == ["Harbour", "Quay"]
        assert [tag.name for tag in tags_named(["Quay", "Pier"])] == ["Quay"]
        assert [tag.name for tag in tags_named(["Quay", "Pier", "Harbour"])] == ["Harbour", "Quay"]
        assert tags_named([]) == []


def test_what_it_selects_along_is_there_without_another_query(django_assert_num_queries):
    make_story("One")
    other = make_story("Two")
    with django_assert_num_queries(1):
        (edition,) = editions_titled("Two")
        assert (edition.article_id, edition.desk.pk) == (other.pk, edition.desk_id)
