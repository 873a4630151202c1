from threading import Thread

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import PasswordResetForm
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from . import tries
from .browsers import is_known

# Free tries: at an account from one network, from a network at all, and at an account from everywhere.
PAIR, NETWORK, ACCOUNT = 5, 50, 20
MAILS_TO_ADDRESS, MAILS_FROM_NETWORK = 2, 10


def must_wait(error):
    """The words for whoever has tried too often."""
    text = ngettext(
        "Too many tries. Try again in %d minute.", "Too many tries. Try again in %d minutes.", error.minutes
    )
    return ValidationError(text % error.minutes, code="too_many")


class SignInForm(AdminAuthenticationForm):
    """Name and password, limited in tries."""

    def clean(self):
        name = self.cleaned_data.get("username")
        if not (name and self.cleaned_data.get("password")):
            return self.cleaned_data
        network = tries.network(self.request)
        pair, account = tries.keyed("pair", name, network), tries.keyed("account", name)
        limits = {pair: PAIR, tries.keyed("network", network): NETWORK}
        if not is_known(self.request, name):
            limits[account] = ACCOUNT
        try:
            tries.count(limits)
        except tries.TooManyTries as error:
            raise must_wait(error) from error
        cleaned = super().clean()
        tries.forgive(pair, account)
        tries.take_back(tries.keyed("network", network))
        return cleaned


class ForgottenPasswordForm(PasswordResetForm):
    """Whoever asks learns nothing: neither by the answer nor by how long it takes."""

    def save(self, **options):
        try:
            tries.count({tries.keyed("mail", self.cleaned_data["email"].casefold()): MAILS_TO_ADDRESS})
        except tries.TooManyTries:
            return
        super().save(**options)

    def send_mail(self, *args, **kwargs):
        # Django writes what fails to the log.
        Thread(target=super().send_mail, args=args, kwargs=kwargs).start()
