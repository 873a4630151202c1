"""The pages of the second factor: giving it, switching it on, one's own sign-in, colleagues'."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from . import second_factor
from .browsers import remember
from .forms import must_wait
from .sessions import end_sessions, sessions_of
from .tries import TooManyTries


class CodeForm(forms.Form):
    """A code, checked by the function that it is given."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}
        ),
    )

    def __init__(self, *args, check, **kwargs):
        self.check = check
        super().__init__(*args, **kwargs)

    def clean_code(self):
        try:
            self.answer = self.check(self.cleaned_data["code"])
        except TooManyTries as error:
            raise must_wait(error) from error
        if not self.answer:
            raise forms.ValidationError(_("This code is wrong, was used already, or is too old."))
        return self.cleaned_data["code"]


# For pages of those who are not signed in yet.
ALONE = {"is_alone": True, "is_nav_sidebar_enabled": False}


def page(request, name, title, **context):
    context = {**admin.site.each_context(request), "title": title, "subtitle": None} | context
    return TemplateResponse(request, f"admin/newsroom/signing_in/{name}.html", context)


@never_cache
@sensitive_post_parameters("code")
def give(request):
    """After the password: the code."""
    user, next_page = second_factor.waiting(request)
    if user is None or not second_factor.is_on(user):
        return redirect("admin:login")
    form = CodeForm(request.POST or None, check=lambda code: second_factor.is_right(user, code))
    if form.is_valid():
        second_factor.sign_in(request, user)
        response = redirect(next_page)
        remember(response, request, user)
        return response
    return page(request, "give", _("Second factor"), form=form, **ALONE)


@never_cache
@sensitive_post_parameters("code")
def switch_on(request):
    """For whoever is signed in, or must have a second factor to be."""
    user, next_page = second_factor.waiting(request)
    is_signed_in = admin.site.has_permission(request)
    if is_signed_in:
        user = request.user
    if user is None or second_factor.is_on(user):
        return redirect("admin:signing_in" if is_signed_in else "admin:login")
    session = request.session.session_key
    form = CodeForm(
        request.POST or None, check=lambda code: second_factor.switch_on(user, code, session=session)
    )
    if form.is_valid():
        second_factor.sign_in(request, user)
        response = page(request, "codes", _("Your printed codes"), codes=form.answer, next_page=next_page)
        remember(response, request, user)
        return response
    device = second_factor.new_key(user)
    # segno writes the element, of nothing but squares.
    picture = mark_safe(second_factor.picture_of(device))  # noqa: S308
    return page(
        request,
        "switch_on",
        _("Switch on the second factor"),
        form=form,
        picture=picture,
        spelt=second_factor.spelt(device),
        **({} if is_signed_in else ALONE),
    )


@sensitive_post_parameters("code")
def own(request):
    """One's own sign-in: the second factor, and where else one is signed in."""
    user = request.user
    if "others" in request.POST:
        number = end_sessions(user, but=request.session.session_key)
        text = ngettext("Signed out in %d other place.", "Signed out in %d other places.", number)
        messages.success(request, text % number)
        return redirect("admin:signing_in")
    form = CodeForm(request.POST or None, check=lambda code: second_factor.is_right(user, code))
    if form.is_valid() and "codes" in request.POST:
        return page(
            request, "codes", _("Your printed codes"), codes=second_factor.print_codes(user), next_page=""
        )
    if form.is_valid() and not settings.REQUIRE_SECOND_FACTOR:
        second_factor.switch_off(user, by=user)
        messages.success(request, _("The second factor is off."))
        return redirect("admin:signing_in")
    return page(
        request,
        "own",
        _("Your sign-in"),
        form=form,
        at_own=True,
        is_on=second_factor.is_on(user),
        is_required=settings.REQUIRE_SECOND_FACTOR,
        codes_left=second_factor.codes_left(user),
        others=len(sessions_of(user)) - 1,
        may_reset=user.has_perm("newsroom.reset_second_factor"),
    )


def colleagues(request):
    """Who has a second factor; whoever has lost theirs is helped here."""
    if not request.user.has_perm("newsroom.reset_second_factor"):
        raise PermissionDenied
    staff = get_user_model().objects.filter(is_staff=True, is_active=True).order_by("username")
    if request.method == "POST":
        user = get_object_or_404(staff, pk=request.POST.get("user"))
        if not second_factor.may_reset(request.user, user):
            raise PermissionDenied
        second_factor.reset(user, by=request.user)
        messages.success(request, _("The second factor of %(user)s is reset.") % {"user": user})
        return redirect("admin:signing_in_colleagues")
    having = set(second_factor.TOTPDevice.objects.filter(confirmed=True).values_list("user", flat=True))
    rows = [
        {
            "user": user,
            "is_on": user.pk in having,
            "may_reset": user.pk in having and second_factor.may_reset(request.user, user),
        }
        for user in staff
    ]
    return page(request, "colleagues", _("Colleagues’ second factor"), rows=rows)
