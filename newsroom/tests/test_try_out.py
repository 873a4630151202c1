from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _trying_out(settings, tmp_path):
    settings.DEBUG, settings.VAR_DIR = True, tmp_path


def said():
    out = StringIO()
    call_command("try_out", stdout=out)
    return out.getvalue()


def test_the_account_can_sign_in_with_the_printed_password_however_often_it_is_asked_for(client):
    first = said()
    assert said() == first
    assert client.login(username="editor", password=first.split()[-1])
    assert User.objects.get().has_perms(["articles.publish_article", "comments.moderate_comment"])


def test_a_password_that_was_changed_is_neither_printed_nor_reset():
    said()
    user = User.objects.get()
    user.set_password("of my own")
    user.save()
    assert "the password that you have given it" in said()


def test_there_is_no_such_account_on_a_public_site(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError):
        said()
    assert not User.objects.exists()
