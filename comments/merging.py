"""A dump that comes again: the comments that it has and the discussion lacks take their places.

Beside comments/posting.py and comments/loading.py the third way in, for archives only. What is there already
stays as it is, whatever moderators have made of it.
"""

from collections import defaultdict

from django.db import transaction
from django.db.models import F

from articles.bulk import insert, reserve_ids

from .checking import nodes_of, recount
from .loading import COLUMNS, GAP, load_threads, row_of, sort_keys, write_threads
from .models import Comment, Discussion, Thread
from .trees import number, write_numbers


@transaction.atomic
def merge_threads(article, roots, *, since, state=Comment.State.PUBLISHED):
    """Add what is new of a dump's threads to the article's discussion, and return (comments, threads) added.

    roots, since and state are those of comments/loading.py. A new thread stands between the neighbours that
    it has in the dump, a new reply behind the sibling that it follows there.
    """
    discussion = Discussion.objects.filter(article=article).first()
    if not discussion:
        load_threads(article, roots, since=since, state=state)
        return sum(1 for _ in reading_order(roots)), len(roots)
    known = match(article, roots)
    replies = add_replies(known, roots, state)
    new_roots = [root for root in roots if root not in known]
    keys = keys_between_neighbours(roots, known, since)
    in_threads = write_threads(
        discussion,
        new_roots,
        [keys[root] for root in new_roots],
        state,
        lambda comment: unknown(comment.children, known),
    )
    if state == Comment.State.PUBLISHED:
        Discussion.objects.filter(pk=discussion.pk).update(comment_count=F("comment_count") + replies)
    return replies + in_threads, len(new_roots)


def reading_order(roots):
    waiting = list(reversed(roots))
    while waiting:
        comment = waiting.pop()
        yield comment
        waiting.extend(reversed(comment.children))


def unknown(comments, known):
    return [comment for comment in comments if comment not in known]


def match(article, roots):
    """Which comments of the dump are there already: {ArchivedComment: (thread, primary key)}.

    By their reference, else by name and words: a comment between a reply and what it seemed to answer may
    come to light in a later dump, and changes the reference of that reply.
    """
    stored = Comment.objects.on(article.pk).exclude(source_ref="").order_by("pk")
    by_ref = {ref: row for ref, *row in stored.values_list("source_ref", "thread_id", "pk", "name", "body")}
    known, rest = {}, []
    for comment in reading_order(roots):
        row = by_ref.pop(comment.source_ref, None)
        if row:
            known[comment] = (row[0], row[1])
        else:
            rest.append(comment)
    by_words = defaultdict(list)
    for thread_id, pk, *words in reversed(by_ref.values()):
        by_words[tuple(words)].append((thread_id, pk))
    for comment in rest:
        if places := by_words.get((comment.name, comment.body)):
            known[comment] = places.pop()
    return known


def keys_between_neighbours(roots, known, since):
    """Sort keys for the new threads, each between those of its neighbours in the dump unless it has a
    time.
    """
    threads = {known[root][0] for root in roots if root in known}
    stored = dict(Thread.objects.filter(pk__in=threads).values_list("pk", "sort_key"))
    following = [None] * (len(roots) + 1)
    for index in range(len(roots) - 1, -1, -1):
        place = known.get(roots[index])
        following[index] = stored[place[0]] if place else following[index + 1]
    keys, last = {}, None
    for index, root in enumerate(roots):
        if root in known:
            last = stored[known[root][0]]
            continue
        last = keys[root] = key_between(root, last, following[index + 1], since)
    return keys


def key_between(root, before, after, since):
    if root.posted_at or (before is None and after is None):
        return next(sort_keys([root], since))
    if after is None:
        return before + GAP
    return after - GAP if before is None else (before + after) // 2


def add_replies(known, roots, state):
    """Add the new comments below known ones, thread by thread in the order of locks. Returns their number."""
    parents = defaultdict(list)
    for comment in reading_order(roots):
        if comment in known and unknown(comment.children, known):
            parents[known[comment][0]].append(comment)
    return sum(extend_thread(thread_id, parents[thread_id], known, state) for thread_id in sorted(parents))


def extend_thread(thread_id, parents, known, state):
    """Add the new replies to some comments of a thread, and all that is below them."""
    thread = Thread.objects.select_for_update().get(pk=thread_id)
    nodes = nodes_of([thread])[thread_id]
    children = defaultdict(list)
    for node in nodes:
        children[node.parent_id].append(node.pk)
    added = new_below(parents, known)
    for comment, pk in zip(added, reserve_ids(Comment, len(added)), strict=True):
        comment.pk = pk
    for parent in parents:
        take_places(children[known[parent][1]], parent.children, known)
    for comment in added:
        children[comment.pk] = [child.pk for child in unknown(comment.children, known)]
    tree = number(children[None][0], lambda pk: children.get(pk, ()))
    write_numbers({node.pk: tree[node.pk] for node in nodes if node.numbers != tree[node.pk]})
    parent_of = {child: parent for parent, below in children.items() for child in below}
    insert(
        Comment,
        COLUMNS,
        (row_of(comment, thread_id, parent_of[comment.pk], tree[comment.pk], state) for comment in added),
    )
    recount(thread)
    return len(added)


def new_below(parents, known):
    """The new comments below these, each before its replies."""
    found, waiting = [], [child for parent in parents for child in unknown(parent.children, known)]
    while waiting:
        comment = waiting.pop()
        found.append(comment)
        waiting.extend(unknown(comment.children, known))
    return found


def take_places(siblings, replies, known):
    """Put the new replies among the stored siblings, each behind the one that it follows in the dump."""
    position = 0
    for reply in replies:
        if reply not in known:
            siblings.insert(position, reply.pk)
            position += 1
        elif known[reply][1] in siblings:
            position = siblings.index(known[reply][1]) + 1
