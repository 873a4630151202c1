"""Names that a guest may not use: those of staff, of authors and of the paper, and what looks like them.

Two names look alike if they have the same skeleton: the Latin letters that one sees, without case, accents,
spaces and marks.
"""

import unicodedata
from functools import lru_cache

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from articles.models import Author

LONGEST = 200

# Letters without a decomposition that look like Latin ones: Cyrillic, Greek, Armenian, Latin. Capitals stand
# on their own where they look like another letter than their small form does.
LOOKALIKES = str.maketrans(
    "АВЕКМНОРСТУХЅІЈԌԚԜаеорсухѕіјһԁԛԝкмтвнгпьѵӏ"
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβγεηικνορτυχωϲϳ"
    "օսոհցզ"
    "ıɩɪłøđħŧɑɡʟᴀʙᴄᴅᴇɢʜᴊᴋᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
    "abekmhopctyxsijgqwaeopcyxsijhdqwkmtbhrnbvl"
    "abezhikmnoptyxabyenikvoptuxwcj"
    "ounhgq"
    "iiilodhtaglabcdeghjkmnoprstuvwyz",
)
# What looks alike even among Latin letters and digits; and marks that stand for letters in some names, and
# around others.
ALIKE = str.maketrans("01i5", "olls")
MARKS = str.maketrans("|!$@", "llsa")

# In English, too, whatever the site speaks: everybody knows them.
TITLES = [_("staff"), _("editor"), _("moderator"), _("administrator"), _("admin"), _("team"), _("official")]


@lru_cache(maxsize=20_000)
def skeleton(name):
    """What one sees of a name; empty if it has neither letters nor digits."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    # Twice: before, capitals can still be told from small letters; after, each has its small form.
    small = plain.translate(LOOKALIKES).casefold().translate(LOOKALIKES).translate(ALIKE)
    seen = "".join(char for char in small if char.isalnum())
    return seen.replace("rn", "m").replace("vv", "w")


def is_reserved(name):
    """Whether a guest may not use the name. One query, none if there is nothing to see of the name."""
    seen = {skeleton(name), skeleton(name.translate(MARKS))} - {""}
    if not seen:
        return False
    titles = [skeleton(title) for title in titles_of_staff()]
    seen |= {without_titles(shape, titles) for shape in seen}
    return not seen.isdisjoint({"", skeleton(settings.SITE_NAME), *titles, *map(skeleton, names_of_ours())})


def titles_of_staff():
    """What nobody is called, and what does not tell a name from another: “Ada Finch (Editor)”."""
    return [*TITLES, *map(gettext, TITLES)]


def without_titles(seen, titles):
    """The skeleton without the titles at its ends; empty if it has nothing else."""
    shorter = seen
    for title in titles:
        shorter = shorter.removeprefix(title).removesuffix(title)
    return shorter if shorter == seen else without_titles(shorter, titles)


def names_of_ours():
    """The names of all authors, and those under which staff without one appear. One query."""
    full_name = NullIf(Trim(Concat("first_name", Value(" "), "last_name")), Value(""))
    staff = get_user_model().objects.filter(is_staff=True).order_by()
    # Names to sign in with are told apart from others here only where readers see them anyway.
    names = staff.values_list(Coalesce(full_name, "author__name", "username"), flat=True)
    return Author.objects.order_by().values_list("name", flat=True).union(names, all=True)


def public_name(user):
    """The name under which a member of staff comments: their author's, else their own, else the account's."""
    author = Author.objects.filter(user=user).first()
    return author.name if author else (user.get_full_name() or user.get_username())[:LONGEST]
