"""What was typed for a step that could not be taken, kept in the session until the form is saved again."""

KEY = "refused_words"


def keep(request, article, words, to_readers):
    """Keep the note to colleagues and the ToReaders that were typed for a step with the article."""
    if not (words or to_readers.words):
        return
    typed = {
        "words": words,
        "words_to_readers": to_readers.words,
        "severity": to_readers.severity,
        "corrected_section": str(to_readers.section or ""),
    }
    request.session[KEY] = request.session.get(KEY, {}) | {str(article.pk): typed}


def kept(request, article):
    """What is kept, as {field of the form: value}."""
    return request.session.get(KEY, {}).get(str(article.pk), {}) if article else {}


def forget(request, article):
    if kept(request, article):
        others = {pk: typed for pk, typed in request.session[KEY].items() if pk != str(article.pk)}
        request.session[KEY] = others
