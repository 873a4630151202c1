"""Signing in to the admin, as a part of its site."""

from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from . import factor_views as views
from .second_factor import is_lacking
from .views import SignIn


class SignsIn:
    """For an AdminSite: its sign-in is newsroom.signing_in's, with the pages around it."""

    def has_permission(self, request):
        return super().has_permission(request) and not is_lacking(request)

    def get_urls(self):
        return [
            path("sign-in/code/", views.give, name="second_factor"),
            path("sign-in/switch-on/", views.switch_on, name="second_factor_on"),
            path("sign-in/colleagues/", self.admin_view(views.colleagues), name="signing_in_colleagues"),
            path("sign-in/", self.admin_view(views.own), name="signing_in"),
            *super().get_urls(),
        ]

    @method_decorator(never_cache)
    def login(self, request, extra_context=None):
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
