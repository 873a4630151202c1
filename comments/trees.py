"""Numbering trees. lft, rght and level are the numbers of a walk: lft on entering a comment, rght on
leaving it.
"""


def number(root, children):
    """The numbers of a tree: {node: (lft, rght, level)}, in reading order.

    children is a function that gives a node's children in their order. Any depth is fine.
    """
    lefts, numbers = {}, {}
    clock, stack = 0, [(root, 0, False)]
    while stack:
        node, level, leaving = stack.pop()
        clock += 1
        if leaving:
            numbers[node] = (lefts[node], clock, level)
        else:
            lefts[node] = clock
            numbers[node] = None
            stack.append((node, level, True))
            stack.extend((child, level + 1, False) for child in reversed(children(node)))
    return numbers
