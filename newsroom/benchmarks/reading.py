import random
from functools import partial

from newsroom.importing.dump import read_dump

from .figures import Figure, cpu_milliseconds

WORDS = ["the", "boat", "came", "in", "on", "a", "tide", "that", "nobody", "asked", "for", "and", "left"]


def reading_dumps():
    """Reading a dump costs the same for each comment, however many there are."""
    base = None
    for comments in (100, 1_000, 10_000):
        data = make_dump(comments)
        microseconds = 1000 * cpu_milliseconds(partial(read_dump, data), times=3) / comments
        yield Figure(f"reading a dump of {comments:,} comments", microseconds, "µs CPU/comment", base)
        base = base or microseconds


def make_dump(comments, *, seed=1):
    """A dump with so many comments in random trees of depth 0 to 4, the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311
    lines, depth, number = (
        [
            f"Story {seed} with {comments} comments",
            "",
            "1 July 2024",
            "",
            "Words.",
            "",
            "More words.",
            "",
            "",
        ],
        -1,
        0,
    )
    for _ in range(comments):
        depth = dice.randint(0, min(depth + 1, 4))
        number += depth == 0
        marker = f"{number}." if depth == 0 else "•"
        text = " ".join(dice.choices(WORDS, k=40)).capitalize()
        lines += [f"{'  ' * (depth + 1)}{marker} {text}.", ""]
    return "\n".join([*lines, "Enter comments here:"]).encode()
