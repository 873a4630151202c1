from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from comments.models import Comment, Policy
from comments.networks import KEY_DAYS, forget, hashes

from .builders import make_comment


def test_a_network_is_known_again_until_its_key_was_changed_twice():
    now = timezone.now()
    today = hashes("203.0.113.7", at=now)[0]
    assert today in hashes("203.0.113.7", at=now + timedelta(days=KEY_DAYS))
    assert today not in hashes("203.0.113.7", at=now + timedelta(days=2 * KEY_DAYS))


def test_neighbours_are_told_apart_and_the_parts_of_one_home_are_not():
    assert hashes("203.0.113.7")[0] != hashes("203.0.113.8")[0]
    assert hashes("2001:db8:1:2::1") == hashes("2001:db8:1:2:ffff::9")
    assert hashes("2001:db8:1:2::1") != hashes("2001:db8:1:3::1")
    assert hashes("::ffff:203.0.113.7") == hashes("203.0.113.7")


@pytest.mark.parametrize("address", ["", "unix:", "203.0.113.999", "<script>"])
def test_what_is_no_address_has_no_network(address):
    assert hashes(address) == []


def test_a_hash_says_nothing_without_the_secret(settings):
    before = hashes("203.0.113.7")
    settings.SECRET_KEY = "another"
    assert not set(hashes("203.0.113.7")) & set(before)


@pytest.mark.django_db
def test_networks_are_forgotten_after_their_days():
    old, _new = make_comment(), make_comment()
    Comment.objects.update(network="a" * 32)
    Comment.objects.filter(pk=old.pk).update(posted_at=timezone.now() - timedelta(days=15))
    assert forget(14) == 1
    assert list(Comment.objects.order_by("pk").values_list("network", flat=True)) == ["", "a" * 32]
    assert forget(14) == 0


@pytest.mark.django_db
def test_the_command_forgets_after_the_days_of_the_sites_policy(capsys):
    comment = make_comment()
    aged = timezone.now() - timedelta(days=3)
    Comment.objects.filter(pk=comment.pk).update(network="a" * 32, posted_at=aged)
    call_command("forget_networks")
    assert "older than 14 days: 0" in capsys.readouterr().out
    Policy.objects.create(network_days=2)
    call_command("forget_networks")
    assert "older than 2 days: 1" in capsys.readouterr().out
    assert Comment.objects.get().network == ""
