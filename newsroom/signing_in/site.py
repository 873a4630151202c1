"""Signing in to the admin, as a part of its site."""

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache


class SignsIn:
    """For an AdminSite: its sign-in is newsroom.signing_in's."""

    @method_decorator(never_cache)
    def login(self, request, extra_context=None):
        from .views import SignIn

        index = reverse("admin:index")
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(index)
        context = {
            **self.each_context(request),
            "title": _("Sign in"),
            "subtitle": None,
            "app_path": request.get_full_path(),
            "username": request.user.get_username(),
        }
        if "next" not in request.GET and "next" not in request.POST:
            context["next"] = index
        return SignIn.as_view(extra_context=context | (extra_context or {}))(request)
