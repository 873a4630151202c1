from django.contrib.admin.apps import AdminConfig


class NewsroomAdminConfig(AdminConfig):
    """Django's admin, with a first page made of both parts."""

    default_site = "newsroom.first_page.NewsroomAdminSite"
