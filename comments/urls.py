from django.urls import path

from . import appeal_views, error_views, own_views, report_views, views

urlpatterns = [
    path("on/<number:article_id>/", views.post_comment, name="post-comment"),
    path("on/<number:article_id>/error/", error_views.report_error, name="report-error"),
    path("<number:comment_id>/", views.comment, name="comment"),
    path("<number:comment_id>/reply/", views.reply, name="reply"),
    path("<number:comment_id>/edit/", own_views.edit, name="edit-comment"),
    path("<number:comment_id>/withdraw/", own_views.withdraw, name="withdraw-comment"),
    path("<number:comment_id>/report/", report_views.report, name="report-comment"),
    path("<number:comment_id>/appeal/", appeal_views.appeal, name="appeal-comment"),
]
