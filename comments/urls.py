from django.urls import path

from . import appeal_views, error_views, own_views, report_views, views

urlpatterns = [
    path("on/<int:article_id>/", views.post_comment, name="post-comment"),
    path("on/<int:article_id>/error/", error_views.report_error, name="report-error"),
    path("<int:comment_id>/", views.comment, name="comment"),
    path("<int:comment_id>/reply/", views.reply, name="reply"),
    path("<int:comment_id>/edit/", own_views.edit, name="edit-comment"),
    path("<int:comment_id>/withdraw/", own_views.withdraw, name="withdraw-comment"),
    path("<int:comment_id>/report/", report_views.report, name="report-comment"),
    path("<int:comment_id>/appeal/", appeal_views.appeal, name="appeal-comment"),
]
