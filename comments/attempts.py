"""Trying what a reader's form asks for, and bringing the form back, with all that was typed, if it cannot
be.
"""

from http import HTTPStatus

from django.db import OperationalError
from django.utils.translation import gettext as _

from .refusals import Asked, Refused, Stale, TooMany


def attempt(form, act):
    """Call act, if the form is valid: (its result, None), or (None, the status with which the form comes
    back). The reason is then among the form's errors.
    """
    if not form.is_valid():
        return None, HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        return act(**form.cleaned_data), None
    except Stale as reason:
        form.add_error(None, str(reason))
        return None, HTTPStatus.CONFLICT
    except TooMany as reason:
        form.add_error(None, str(reason))
        form.retry_after = reason.seconds
        return None, HTTPStatus.TOO_MANY_REQUESTS
    except Asked as reason:
        form.add_error(None, str(reason))
        form.add_error(None, _("If you send it again as it is, a moderator will read it first."))
        form.is_asked = True
        return None, HTTPStatus.UNPROCESSABLE_ENTITY
    except Refused as reason:
        form.add_error(None, str(reason))
        return None, HTTPStatus.UNPROCESSABLE_ENTITY
    except OperationalError:
        # Somebody else held the discussion for longer than LOCK_TIMEOUT.
        form.add_error(
            None, _("We are very busy at the moment. Your text is kept: please send it again in a moment.")
        )
        return None, HTTPStatus.SERVICE_UNAVAILABLE


def with_status(response, status, retry_after=5):
    """The response with the status; if it is about time, it says after how many seconds to come again."""
    response.status_code = status
    if status in (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS):
        response["Retry-After"] = str(retry_after)
    return response
