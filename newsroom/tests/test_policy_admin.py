"""Chief moderators set the policy and keep the lists, and each change is in the log."""

import uuid

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from articles.models import Desk
from comments.models import Policy, PolicyChange, Rule
from comments.policy import NAMES, in_force
from comments.ruling import lift, make_rules
from comments.tests.builders import make_comment

pytestmark = pytest.mark.django_db
Kind = Rule.Kind
PAGES = ["policy_changelist", "policy_add", "rule_changelist", "rule_add", "policychange_changelist"]


def sign_in(client, *groups):
    user = User.objects.create_user("staff", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    client.force_login(user)
    return user


@pytest.fixture
def chief(client):
    return sign_in(client, "Chief moderators")


def address(page, *arguments):
    return reverse(f"admin:comments_{page}", args=arguments)


def save_policy(client, policy=None, desk="", **thresholds):
    url = address("policy_change", policy.pk) if policy else address("policy_add")
    return client.post(url, dict.fromkeys(NAMES, "") | {"desk": desk} | thresholds)


def add_rules(client, kind, lines, **values):
    data = {"kind": kind, "lines": lines, "until_0": "", "until_1": "", "why": ""} | values
    return client.post(address("rule_add"), data)


@pytest.mark.parametrize(
    "group", ["Reporters", "Desk editors", "Editors", "Moderators", "Chiefs", "Chief moderators"]
)
def test_the_policy_is_for_chief_moderators(client, group):
    sign_in(client, group)
    allowed = group == "Chief moderators"
    assert {client.get(address(page)).status_code for page in PAGES} == {200 if allowed else 403}
    assert save_policy(client, links_held_above=0).status_code == (302 if allowed else 403)
    assert add_rules(client, Kind.BANNED_WORD, "idiot").status_code == (302 if allowed else 403)
    assert Policy.objects.exists() == Rule.objects.exists() == allowed


def test_chief_moderators_moderate_too(chief):
    assert chief.has_perm("comments.moderate_comment")


def test_a_threshold_that_is_changed_counts_from_the_next_comment_on(client, chief):
    assert make_comment("http://a.com").is_readable
    assert save_policy(client, links_held_above=0).status_code == 302
    assert make_comment("http://a.com").state == "held"


def test_each_change_of_a_policy_is_logged_with_before_and_after(client, chief):
    save_policy(client, links_held_above=0)
    policy = Policy.objects.get()
    save_policy(client, policy, links_held_above=5, state="held")
    save_policy(client, policy, links_held_above=5, state="held")
    last, first = PolicyChange.objects.all()
    assert (first.before, first.after) == ({"links_held_above": None}, {"links_held_above": 0})
    assert (last.before, last.after) == (
        {"links_held_above": 0, "state": ""},
        {"links_held_above": 5, "state": "held"},
    )
    assert (last.subject, last.changed_by) == ("The whole site", chief)
    listing = client.get(address("policychange_changelist")).content.decode()
    assert "links: 0 → 5" in listing
    assert "discussions are: – → held for approval" in listing


def test_an_empty_field_shows_what_it_inherits(client, chief):
    save_policy(client, posts_of_reader=7)
    desk = Desk.objects.create(name="Sport", slug="sport")
    page = client.get(address("policy_add")).content.decode()
    assert 'name="posts_of_reader"' in page
    assert 'placeholder="7"' in page
    assert "as it is above: open" in page
    assert save_policy(client, desk=desk.pk, posts_of_reader=3).status_code == 302
    assert (in_force(desk.pk).posts_of_reader, in_force(None).posts_of_reader) == (3, 7)
    site = client.get(address("policy_change", Policy.objects.get(desk=None).pk)).content.decode()
    assert 'placeholder="10"' in site


def test_there_is_one_policy_of_the_site(client, chief):
    save_policy(client)
    assert save_policy(client).status_code == 200
    assert Policy.objects.count() == 1


def test_many_rules_are_made_by_pasting_lines(client, chief):
    response = add_rules(client, Kind.BANNED_WORD, "idiot*\r\n\r\n  buy   now \r\nidiot*\r\n", why="spam")
    assert response.status_code == 302
    assert set(Rule.objects.values_list("value", "why", "made_by")) == {
        ("idiot*", "spam", chief.pk),
        ("buy now", "spam", chief.pk),
    }
    assert make_comment("Idiots").state == "rejected"
    assert PolicyChange.objects.count() == 2
    page = client.post(
        address("rule_add"), {"kind": Kind.BANNED_WORD, "lines": "idiot*\nmore"}, follow=True
    ).content.decode()
    assert "1 was there already." in page
    assert Rule.objects.count() == 3


@pytest.mark.parametrize(
    ("kind", "line", "stored"),
    [
        (Kind.BANNED_WORD, "***", None),
        (Kind.BANNED_WORD, "x" * 201, None),
        (Kind.BANNED_HOST, "Bücher.example.", "xn--bcher-kva.example"),
        (Kind.BANNED_HOST, "*.evil.example", "evil.example"),
        (Kind.BANNED_HOST, "http://evil.example/", None),
        (Kind.BANNED_READER, uuid.UUID(int=7).hex, str(uuid.UUID(int=7))),
        (Kind.BANNED_READER, "Wren", None),
        (Kind.BANNED_NETWORK, "a" * 32, "a" * 32),
        (Kind.BANNED_NETWORK, "203.0.113.7", None),
    ],
)
def test_a_line_that_means_nothing_is_refused(client, chief, kind, line, stored):
    response = add_rules(client, kind, line)
    assert response.status_code == (302 if stored else 200)
    assert list(Rule.objects.values_list("value", flat=True)) == ([stored] if stored else [])


def test_an_end_that_is_over_is_refused(client, chief):
    response = add_rules(client, Kind.BANNED_WORD, "idiot", until_0="2001-01-01", until_1="12:00:00")
    assert "This is over already." in response.content.decode()


def test_a_rule_is_lifted_and_neither_changed_nor_deleted(client, chief):
    add_rules(client, Kind.BANNED_WORD, "idiot")
    rule = Rule.objects.get()
    for page in ["rule_change", "rule_delete"]:
        client.post(address(page, rule.pk), {"value": "x", "post": "yes"})
    assert Rule.objects.get().value == "idiot"
    assert "idiot" in client.get(address("rule_changelist")).content.decode()
    client.post(address("rule_changelist"), {"action": "lift", "_selected_action": [rule.pk]})
    assert (Rule.objects.get().is_in_force(), Rule.objects.get().lifted_by) == (False, chief)
    assert make_comment("idiot").is_readable
    assert PolicyChange.objects.first().after == {}
    past = client.get(address("rule_changelist"), {"time": "past"}).content.decode()
    assert "idiot" in past
    assert client.get(address("rule_change", rule.pk)).status_code == 200


def test_a_rule_is_made_once_and_again_after_it_has_ended(django_user_model):
    by = django_user_model.objects.create(username="mod")
    assert len(make_rules(Kind.SUSPECT_WORD, ["scam", "scam"], by=by)) == 1
    assert make_rules(Kind.SUSPECT_WORD, ["scam"], by=by) == []
    assert lift(Rule.objects.get(), by=by)
    assert not lift(Rule.objects.get(), by=by)
    Rule.objects.create(kind=Kind.SUSPECT_WORD, value="scam", until="2001-01-01T00:00Z")
    assert len(make_rules(Kind.SUSPECT_WORD, ["scam"], by=by)) == 1
    assert Rule.objects.in_force().count() == 1
    assert PolicyChange.objects.count() == 3
