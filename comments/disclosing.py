"""All that the site keeps of a reader, as plain data for them."""

from django.db.models import OuterRef, Prefetch, Subquery
from django.urls import reverse

from articles.models import Edition

from .models import Decision, Rule

AT_ONCE = 1_000


def disclosed(person):
    """What is kept of the person (a privacy.Person), as a dictionary of plain data, times aware.

    reader      the id in their cookie, or None
    comments    a list: number, address (its page), story (title, article), state, name, text, posted, edited,
                answers (the number of the comment it replies to), by_staff, network (a keyed hash, or ""),
                waiting_since, picked (when, by an editor), checks (what each check said),
                appeal (words, made, answered; or None),
                decisions (a list: made, from, to, reason, by_reports, took_effect; no moderator is named)
    reports     of others' comments, a list: comment, category, words, network, made, answered
    errors      reported in stories, a list: article, section, words, network, made, answered
    bans        a list: made, until, lifted; for as long as they are kept
    """
    return {
        "reader": str(person.reader) if person.reader else None,
        "comments": [comment_of(comment) for comment in comments_of(person)],
        "reports": [report_of(report) for report in person.reports().iterator()],
        "errors": [error_of(report) for report in person.error_reports().iterator()],
        "bans": [ban_of(rule) for rule in bans_of(person)],
    }


def comments_of(person):
    editions = Edition.objects.filter(article=OuterRef("thread__discussion__article")).order_by("-number")
    decisions = Prefetch("decisions", queryset=Decision.objects.order_by("decided_at", "pk"))
    comments = person.comments().select_related("thread__discussion", "appeal").prefetch_related(decisions)
    return comments.annotate(story=Subquery(editions.values("title")[:1])).iterator(chunk_size=AT_ONCE)


def comment_of(comment):
    appeal = getattr(comment, "appeal", None)
    return {
        "number": comment.pk,
        "address": reverse("comment", args=[comment.pk]),
        "story": {"title": comment.story, "article": comment.thread.discussion.article_id},
        "state": comment.state,
        "name": comment.name,
        "text": comment.body,
        "posted": comment.posted_at,
        "edited": comment.edited_at,
        "answers": comment.parent_id,
        "by_staff": comment.is_by_staff,
        "network": comment.network,
        "waiting_since": comment.waiting_since,
        "picked": comment.picked_at,
        "checks": comment.verdicts,
        "appeal": appeal and claim_of(appeal),
        "decisions": [decision_of(decision) for decision in comment.decisions.all()],
    }


def claim_of(claim):
    """What a reader said to the paper, and when it was answered."""
    return {"words": claim.words, "made": claim.made_at, "answered": claim.settled_at}


def decision_of(decision):
    return {
        "made": decision.decided_at,
        "from": decision.from_state,
        "to": decision.to_state,
        "reason": decision.reason,
        "by_reports": decision.report_count,
        "took_effect": decision.is_effective,
    }


def report_of(report):
    about = {"comment": report.comment_id, "category": report.category, "network": report.network}
    return about | claim_of(report)


def error_of(report):
    about = {"article": report.article_id, "section": report.section, "network": report.network}
    return about | claim_of(report)


def bans_of(person):
    if not person.reader:
        return []
    # Moderators may have typed the id with or without its hyphens.
    return Rule.objects.filter(
        kind=Rule.Kind.BANNED_READER, value__in=[str(person.reader), person.reader.hex]
    )


def ban_of(rule):
    return {"made": rule.made_at, "until": rule.until, "lifted": rule.lifted_at}
