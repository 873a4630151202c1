"""Checking every thread's tree against its comments' parents and every counter against the rows, and
repairing them.

The site may run meanwhile: what looks wrong is looked at again under its lock before it is called wrong, and
what has gone by then is no problem.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, IntegerField, Max, OuterRef
from django.db.models.expressions import Subquery
from django.db.models.functions import Coalesce

from .models import Comment, Discussion, Thread
from .trees import number, write_numbers

# So many rows are listed at once, and the trees of so many comments read together.
BATCH, COMMENTS = 500, 5_000


@dataclass(frozen=True)
class Problem:
    """Something that is not as it should be: where, what, and whether it has been mended."""

    place: str
    text: str
    mended: bool = False

    def __str__(self):
        return f"{self.place}: {self.text}" + (" (mended)" if self.mended else "")


@dataclass(frozen=True, slots=True)
class Node:
    """The columns of a comment that matter here."""

    pk: int
    parent_id: int | None
    lft: int
    rght: int
    level: int
    state: str
    posted_at: object

    COLUMNS = ("pk", "parent_id", "lft", "rght", "level", "state", "posted_at")

    @property
    def numbers(self):
        return self.lft, self.rght, self.level

    @property
    def age(self):
        """Siblings stand by time, then id; those of an archive that did not say come first."""
        return self.posted_at is not None, self.posted_at and self.posted_at.timestamp(), self.pk


def check_threads(*, fix=False):
    """Yield every Problem of the database; with fix, mend what can be mended.

    Memory is bounded by the largest thread, whatever the size of the archive.
    """
    for threads in batches(Thread.objects.all()):
        for some in together(threads):
            nodes = nodes_of(some)
            for thread in some:
                # Taken out: what is checked is not kept.
                if faults(thread, nodes.pop(thread.pk, [])):
                    yield from check_locked(thread.pk, fix=fix)
    for discussions in batches(with_readable(Discussion.objects.all())):
        for discussion in discussions:
            if discussion.comment_count != discussion.readable:
                yield from check_counter(discussion.pk, fix=fix)


def batches(queryset):
    last = 0
    while rows := list(queryset.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield rows
        last = rows[-1].pk


def together(threads):
    """The threads in groups of at most COMMENTS comments; a longer one is alone. One query."""
    sizes = dict(Comment.objects.of(threads).order_by().values_list("tree_id").annotate(Count("pk")))
    group, comments = [], 0
    for thread in threads:
        size = sizes.get(thread.pk, 0)
        if group and comments + size > COMMENTS:
            yield group
            group, comments = [], 0
        group.append(thread)
        comments += size
    yield group


def nodes_of(threads):
    rows = Comment.objects.of(threads).order_by("tree_id", "lft", "pk").values_list("tree_id", *Node.COLUMNS)
    nodes = defaultdict(list)
    for thread_id, *columns in rows.iterator():
        nodes[thread_id].append(Node(*columns))
    return nodes


def with_readable(discussions):
    """The discussions, each with the number of its readable comments, of one moment with its counter."""
    threads = Thread.objects.filter(discussion=OuterRef(OuterRef("pk"))).values("pk")
    readable = Comment.objects.readable().order_by().filter(tree_id__in=threads)
    # Grouped by what all have in common, and counted.
    number = readable.values("state").annotate(number=Count("pk")).values("number")
    return discussions.annotate(readable=Coalesce(Subquery(number, output_field=IntegerField()), 0))


def faults(thread, nodes):
    """What is wrong with a thread, in words. nodes are its comments in the order of their left numbers."""
    if not nodes:
        return ["it has no comment"]
    found = []
    own = {node.pk for node in nodes}
    if strays := [node.pk for node in nodes if node.parent_id and node.parent_id not in own]:
        found.append(f"{listed(strays)} stand here and answer a comment of another thread")
    tree = numbered(nodes)
    if lost := own - tree.keys() - set(strays):
        found.append(f"{listed(lost)} cannot be reached from the first comment")
    if misplaced := [node.pk for node in nodes if node.pk in tree and node.numbers != tree[node.pk]]:
        found.append(f"{listed(misplaced)} have a wrong position")
    readable = sum(node.state == Comment.State.PUBLISHED for node in nodes)
    if readable != thread.comment_count:
        found.append(f"it counts {thread.comment_count} readable comments and has {readable}")
    return found


def listed(ids):
    ids = sorted(ids)
    more = f" and {len(ids) - 5} more" if len(ids) > 5 else ""
    return "comments " + ", ".join(map(str, ids[:5])) + more


def children_of(nodes):
    children = defaultdict(list)
    for node in nodes:
        children[node.parent_id].append(node.pk)
    return children


def numbered(nodes):
    """The right numbers of the comments that hang together below the root, siblings in the order of nodes."""
    children = children_of(nodes)
    return number(children[None][0], lambda pk: children.get(pk, ())) if children[None] else {}


def check_locked(thread_id, *, fix):
    """Look at a thread again with its writers shut out, and mend it if asked to."""
    with transaction.atomic():
        thread = Thread.objects.select_for_update().filter(pk=thread_id).first()
        if not thread:
            return
        found = faults(thread, nodes_of([thread])[thread_id])
        if fix and found:
            mend(thread)
            left = faults(thread, nodes_of([thread])[thread_id]) if thread.pk else []
        else:
            left = found
    for text in found:
        yield Problem(f"thread {thread_id}", text, mended=fix and not left)


def mend(thread):
    """Bring the strays home, number the tree anew from its parents, count. An empty thread goes."""
    nodes = nodes_of([thread])[thread.pk]
    if not nodes:
        thread.delete()
        return
    own = {node.pk for node in nodes}
    strays = [node for node in nodes if node.parent_id and node.parent_id not in own]
    for stray in strays:
        bring_home(stray, nodes)
    renumber(thread)
    recount(thread)


def bring_home(stray, nodes):
    """Move a comment and all that answers it to the thread of its parent, which is numbered and counted
    anew.
    """
    home = Thread.objects.select_for_update().get(pk=Comment.objects.get(pk=stray.parent_id).thread_id)
    children = children_of(nodes)
    moved, waiting = {stray.pk}, [stray.pk]
    while waiting:
        below = set(children.get(waiting.pop(), ())) - moved
        moved |= below
        waiting.extend(below)
    Comment.objects.order_by().filter(pk__in=moved).update(thread=home, tree_id=home.pk)
    renumber(home)
    recount(home)


def renumber(thread):
    nodes = sorted(nodes_of([thread])[thread.pk], key=lambda node: node.age)
    tree = numbered(nodes)
    if len(tree) < len(nodes):
        # Some hang in a circle of parents and have no place; theirs must not be given to others.
        return
    write_numbers({node.pk: tree[node.pk] for node in nodes if node.numbers != tree[node.pk]})


def recount(thread):
    readable = Comment.objects.of([thread]).readable().order_by()
    thread.comment_count = readable.count()
    thread.last_activity_at = readable.aggregate(at=Max("posted_at"))["at"]
    thread.save(update_fields=["comment_count", "last_activity_at"])


def check_counter(discussion_id, *, fix):
    """Count a discussion again with its writers shut out: whoever is about to add waits for this lock."""
    with transaction.atomic():
        # Two statements: the second one sees what was committed while the first one waited.
        Discussion.objects.select_for_update().filter(pk=discussion_id).first()
        discussion = with_readable(Discussion.objects.filter(pk=discussion_id)).first()
        wrong = discussion and discussion.comment_count != discussion.readable
        if wrong and fix:
            Discussion.objects.filter(pk=discussion_id).update(
                comment_count=discussion.readable, version=discussion.version + 1
            )
    if wrong:
        text = f"it counts {discussion.comment_count} readable comments and has {discussion.readable}"
        yield Problem(f"discussion {discussion_id}", text, mended=fix)
