"""Words of Django's admin and of the editors in it that their own catalogues lack in languages of ours, or
say in a form that no grammar bears: `make messages` finds them here, and ours go before theirs.
"""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.i18n import JavaScriptCatalog

IN_PAGES = [
    # Django's admin: sentences with the name of a thing, which has cases elsewhere.
    _("Add %s"),
    _("Add %(name)s"),
    _("Add another %(verbose_name)s"),
    _("Add another %(model)s"),
    _("Change %s"),
    _("Change selected %(model)s"),
    _("Delete selected %(model)s"),
    _("Delete selected %(verbose_name_plural)s"),
    _("Select %s"),
    _("Select %s to change"),
    _("Select %s to view"),
    _("View %s"),
    _("View selected %(model)s"),
    _("The {name} “{obj}” was added successfully."),
    _("The {name} “{obj}” was added successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully."),
    _("The {name} “{obj}” was changed successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully. You may edit it again below."),
    _("The %(name)s “%(obj)s” was deleted successfully."),
    _("Successfully deleted %(count)d %(items)s."),
    # Django's admin: what is missing or wrong.
    _("Add link"),
    _("Authentication and Authorization"),
    _("Change or view list link"),
    _("email address"),
    _("Email address:"),
    _("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
    _(
        "Forgotten your password? Enter your email address below, and we’ll email instructions for setting a "
        "new one."
    ),
    _("Forgotten your login credentials?"),
    _("Go"),
    _("Hold down “Control”, or “Command” on a Mac, to select more than one."),
    _("Model name"),
    _("Models in the %(name)s application"),
    _("None"),
    _("Please enter your new password twice so we can verify you typed it in correctly."),
    _("Site administration"),
    _("Start typing to filter…"),
    # Days stand within sentences here.
    *[_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")],
    # The editor of sections.
    _("Add new item"),
    _("Collapse all items"),
    _("marked for deletion"),
    _("New item"),
    _("No items."),
    _("Select all"),
    _("Uncollapse all items"),
    _("Use Ctrl-Click to select and move multiple items."),
]
IN_SCRIPTS = [
    # Django's admin.
    _("(click to clear)"),
    _('Choose %s by selecting them and then select the "Choose" arrow button.'),
    _("Choose all %s"),
    _("Choose selected %s"),
    _('Remove %s by selecting them and then select the "Remove" arrow button.'),
    _("Remove all %s"),
    _("Remove selected %s"),
    _("Type into this box to filter down the list of selected %s."),
    _(
        "You have selected an action, and you haven’t made any changes on individual fields. You’re probably "
        "looking for the Go button rather than the Save button."
    ),
    _(
        "You have selected an action, but you haven’t saved your changes to individual fields yet. Please "
        "click OK to save. You’ll need to re-run the action."
    ),
    # The editor of text.
    _("Cancel"),
    _("Decimal numbers"),
    _("Edit Link"),
    _("Insert"),
    _("List properties"),
    _("List type"),
    _("Lowercase letters"),
    _("Lowercase Roman numerals"),
    _("Start at"),
    _("Title"),
    _("Toggle fullscreen"),
    _("Update"),
    _("Uppercase letters"),
    _("Uppercase Roman numerals"),
    # The editor of sections.
    _("Hide"),
    _("Show"),
]


class AdminsScripts(JavaScriptCatalog):
    """What the admin's scripts say."""

    packages = ["django.contrib.admin"]

    def get_catalog(self):
        return {word: gettext(word) for word in IN_SCRIPTS} | super().get_catalog()
