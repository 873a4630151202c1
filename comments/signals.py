"""What other parts are told of discussions."""

from django.dispatch import Signal

# Within the transaction that changes what readers see of a discussion: discussion_id.
discussion_changed = Signal()
