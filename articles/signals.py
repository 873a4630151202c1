"""What other parts are told of stories."""

from django.dispatch import Signal

# Within the transaction in which readers get to see another edition of a story, or one less: article_id.
story_changed = Signal()
