from django.conf import settings
from django.contrib.auth import views
from django.shortcuts import redirect
from django.urls import reverse_lazy

from . import second_factor, tries
from .browsers import remember
from .forms import MAILS_FROM_NETWORK, ForgottenPasswordForm, SignInForm, must_wait

LOOKS = {"site_header": settings.SITE_NAME, "site_title": settings.SITE_NAME}


class SignIn(views.LoginView):
    """The admin's page for signing in."""

    authentication_form = SignInForm
    template_name = "admin/login.html"
    next_page = reverse_lazy("admin:index")

    def form_valid(self, form):
        user = form.get_user()
        is_on = second_factor.is_on(user)
        if is_on or settings.REQUIRE_SECOND_FACTOR:
            second_factor.wait_for(self.request, user, next_page=self.get_success_url())
            return redirect("admin:second_factor" if is_on else "admin:second_factor_on")
        response = super().form_valid(form)
        remember(response, self.request, user)
        return response

    def form_invalid(self, form):
        response = super().form_invalid(form)
        if form.has_error("__all__", code="too_many"):
            response.status_code = 429
        return response


class ForgottenPassword(views.PasswordResetView):
    form_class = ForgottenPasswordForm
    extra_context = LOOKS
    extra_email_context = {
        "site_name": settings.SITE_NAME,
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
    }

    def form_valid(self, form):
        try:
            tries.count({tries.keyed("mails", tries.network(self.request)): MAILS_FROM_NETWORK})
        except tries.TooManyTries as error:
            form.add_error("email", must_wait(error))
            return self.render_to_response(self.get_context_data(form=form), status=429)
        return super().form_valid(form)


forgotten_password = ForgottenPassword.as_view()
mail_sent = views.PasswordResetDoneView.as_view(extra_context=LOOKS)
new_password = views.PasswordResetConfirmView.as_view(extra_context=LOOKS)
password_is_new = views.PasswordResetCompleteView.as_view(extra_context=LOOKS)
