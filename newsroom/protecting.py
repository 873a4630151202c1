"""What browsers are told with every answer, so that nothing runs in it that Newsroom did not send."""

from csp.middleware import CSPMiddleware
from csp.utils import build_policy, default_config
from django.conf import settings
from django.middleware.security import SecurityMiddleware
from js_asset.media import Media

ADMIN = "/admin/"


class ContentPolicies(CSPMiddleware):
    """Give each page its content security policy: the admin's own, or the one of all other pages.

    The rich text editor's import map is the only script that stands in a page itself. It gets the request's
    nonce: nobody keeps a page of the admin, so it may be another one each time.
    """

    def process_template_response(self, request, response):
        context = response.context_data or {}
        if isinstance(context.get("media"), Media):
            context["media"] = context["media"].with_nonce(str(request.csp_nonce))
        return response

    def process_response(self, request, response):
        if settings.DEBUG or request.path_info.startswith(ADMIN):
            return super().process_response(request, response)
        # All others have the same policy, which need not be put together for each: ProtectAnswers adds it.
        return response

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(ADMIN):
            parts.config = default_config(settings.ADMIN_CONTENT_SECURITY_POLICY["DIRECTIVES"])
        return parts


class ProtectAnswers(SecurityMiddleware):
    """Put the protecting headers on whatever has none of its own, before all others: on static files, on
    uploads, and on what is refused before it comes to a page. Django's own middleware sends people to TLS.
    """

    def __init__(self, get_response):
        super().__init__(get_response)
        self.headers = {
            "X-Frame-Options": settings.X_FRAME_OPTIONS,
            "Permissions-Policy": settings.PERMISSIONS_POLICY,
        }
        # Django's page about a mistake in the program has inline styles.
        if not settings.DEBUG:
            self.headers["Content-Security-Policy"] = build_policy()

    def process_request(self, request):
        return None

    def process_response(self, request, response):
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        return super().process_response(request, response)
