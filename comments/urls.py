from django.urls import path

from . import views

urlpatterns = [
    path("on/<int:article_id>/", views.post_comment, name="post-comment"),
    path("<int:comment_id>/", views.comment, name="comment"),
    path("<int:comment_id>/reply/", views.reply, name="reply"),
]
