"""The words of the page itself, which are nobody's text: forms, counts, buttons, labels of links.

Every test here looks at one whole line: a sentence that quotes such words is text.
"""

import re

LONGEST = 300  # no label is longer, and a line of megabytes need not be searched


def whole_line(pattern, flags=re.IGNORECASE):
    """A test for lines that are nothing but the pattern, in which any run of blanks stands for any other."""
    matches = re.compile(pattern, flags | re.VERBOSE).fullmatch
    return lambda text: len(text) <= LONGEST and matches(" ".join(text.split())) is not None


is_entry_form = whole_line(r"enter\ comments\ here:?")

# The heading of the form: `Leave a Reply`, `Leave a reply to Ann Cancel reply`, `Comments are closed.`
opens_form = whole_line(r"""
      leave\ a\ (?:reply|comment):?(?:\ cancel\ (?:reply|comment))?
    | leave\ a\ (?:reply|comment)\ to\ .+\ cancel\ reply
    | (?:post|add)\ a\ comment:?
    | add\ yours | click\ to\ comment
    | (?:the\ )?comments(?:\ to\ this\ entry)?\ are\ closed\.?
    | i[’']d\ like\ to\ hear\ from\ you(?:\.{3}|…)
    | (?:dodaj\ komentarz|posta\ un\ commento|lascia\ un\ commento|deja\ (?:un\ comentario|una\ respuesta)
        |laisser\ un\ commentaire|schreibe\ einen\ kommentar
        |добавить\ комментарий|залишити\ (?:коментар|відповідь)
        |اترك\ تعليق(?:ًا|اً|ا)?)
      # the link that closes the form, run together with its heading
      (?:\ (?:anuluj\ pisanie\ odpowiedzi|annulla\ risposta|cancelar\ la\ respuesta|annuler\ la\ réponse
        |antwort\ abbrechen|отменить\ ответ|скасувати\ відповідь|إلغاء\ الرد))?
""")

# The form itself, should its heading be missing: `Connecting to %s`, `Notify me of new posts by email.`
is_form_text = whole_line(r"""
      your\ email\ address\ will\ not\ be\ published\b.*
    | this\ site\ uses\ akismet\b.*
    | fill\ in\ your\ details\ below\ or\ click\ an\ icon\ to\ log\ in:?
    | connecting\ to\ %s
    | (?:%d|[0-9]+)\ bloggers?\ like\ this:?
    | notify\ me\ of\b.*
    | please\ enter\ your\ comment!?
""")

# `12 comments`, `No comments:`, `Comments (4)`, `3 thoughts on “Title` (the closing quote is mostly lost)
is_count = whole_line(r"""
      (?:no|one|[0-9][0-9.,]*)\ comments?\ ?:?
    | comments?\ ?\([0-9]+\)\ ?:?
    | (?:no|one|[0-9][0-9.,]*)\ (?:thoughts?|responses?|repl(?:y|ies)|comments?)\ (?:on|to)\ ["“”„«‘'’].*
""")
# `One Response to Title`: could be a sub-heading as well
is_possible_count = whole_line(r"""
    (?:no|one|[0-9][0-9.,]*)\ (?:thoughts?|responses?|repl(?:y|ies)|comments?)\ (?:on|to)\ .+
""")

# `Share this:`, `Loading...`, `4 min read`
is_residue = whole_line(r"""
      related(?:\ articles)?:? | (?:share|like)\ this:? | advertisement | loading(?:\.{3}|…)?
    | [0-9]+[ -]min(?:ute)?s?\ read
""")

# The label of a link whose address was lost: `Read more`, `Continue reading…`, `Continue reading “Title” →`
is_lost_link = whole_line(r"""
    (?:link\ here|source\ link|read\ more)\ ?[.…:»→>]*
    | (?:source|via):
    | continue\ reading(?:\ ?(?:…|\.{3})|:|\ ?[→»>]|\ .*[^.!?])?
""")

# Below a comment: `Reply ↓`, `Permalink`, `LikeLiked by 2 people`. Written so only: verse may end in "like".
is_comment_link = whole_line(
    r"""
      Reply(?:\ ?[↓→])? | Log\ in\ to\ [Rr]eply | Permalink
    | (?:Like)+ | (?:Like)*Liked\ by\ [0-9]+\ (?:person|people)
    """,
    flags=re.NOFLAG,
)


def ends_comments(line):
    """Whether the line, at column 0, opens the comment form: it and all below it belong to the page."""
    # The same words further in were typed by a reader.
    return line.indent == 0 and (is_entry_form(line.text) or opens_form(line.text) or is_form_text(line.text))
