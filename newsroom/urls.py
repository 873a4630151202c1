from django.conf import settings
from django.conf.urls.static import static
from django.contrib import admin
from django.urls import include, path, register_converter

from articles.addresses import NumberConverter
from articles.archive import MonthConverter
from articles.models.address import DayConverter

from . import (
    about_views,
    archive_views,
    discussion_feeds,
    preview_views,
    record_views,
    search_views,
    story_feeds,
    views,
)
from .colours import ColourConverter, colour_sheet
from .feed_forms import FeedFormConverter
from .icons import SizeConverter, drawn_icon, favicon, home_screen_icon, painted_icon
from .media import media
from .signing_in.views import forgotten_password, mail_sent, new_password, password_is_new
from .site_files import manifest, robots_txt, security_txt
from .sitemaps import MappedMonthConverter, news_sitemap, sitemap, sitemap_index

register_converter(DayConverter, "day")
register_converter(MonthConverter, "month")
register_converter(NumberConverter, "number")
register_converter(ColourConverter, "colour")
register_converter(FeedFormConverter, "form")
register_converter(MappedMonthConverter, "mapped")
register_converter(SizeConverter, "size")

admin.site.site_header = admin.site.site_title = settings.SITE_NAME

handler404 = "newsroom.errors.not_found"

urlpatterns = [
    path("admin/password/", forgotten_password, name="admin_password_reset"),
    path("admin/password/sent/", mail_sent, name="password_reset_done"),
    path("admin/password/new/<uidb64>/<token>/", new_password, name="password_reset_confirm"),
    path("admin/password/done/", password_is_new, name="password_reset_complete"),
    path(
        "admin/articles/article/<int:pk>/preview/",
        admin.site.admin_view(preview_views.preview_form),
        name="preview-form",
    ),
    path(
        "admin/articles/article/add/preview/",
        admin.site.admin_view(preview_views.preview_form),
        name="preview-new-form",
    ),
    path("admin/", admin.site.urls),
    path("comments/", include("comments.urls")),
    path("search/", search_views.search_page, name="search"),
    path("topics/<slug:slug>/", views.topic_page, name="topic"),
    path("authors/<slug:slug>/", views.author_page, name="author"),
    path("archive/", archive_views.archive_page, name="archive"),
    path("archive/<month:month>/", archive_views.month_page, name="month"),
    path("about/<slug:slug>/", about_views.about_page, name="about"),
    path("colours-<colour:light>-<colour:dark>.css", colour_sheet, name="colours"),
    path("icon-<colour:colour>.svg", drawn_icon, name="drawn-icon"),
    path("icon-<colour:colour>-<size:size>.png", painted_icon, name="painted-icon"),
    path("favicon.ico", favicon, name="favicon"),
    path("apple-touch-icon.png", home_screen_icon, name="home-screen-icon"),
    path("manifest.webmanifest", manifest, name="manifest"),
    path("robots.txt", robots_txt, name="robots"),
    path(".well-known/security.txt", security_txt, name="security"),
    path("corrections/", record_views.corrections_page, name="corrections"),
    path("sitemap.xml", sitemap_index, name="sitemap-index"),
    path("sitemap-<mapped:month>.xml", sitemap, name="sitemap"),
    path("sitemap-<mapped:month>-<number:part>.xml", sitemap, name="sitemap-part"),
    path("news-sitemap.xml", news_sitemap, name="news-sitemap"),
    path("feeds/all.<form:form>", story_feeds.paper_feed, name="feed"),
    path("feeds/desks/<slug:slug>.<form:form>", story_feeds.desk_feed, name="desk-feed"),
    path("feeds/topics/<slug:slug>.<form:form>", story_feeds.topic_feed, name="topic-feed"),
    path("feeds/authors/<slug:slug>.<form:form>", story_feeds.author_feed, name="author-feed"),
    path(
        "feeds/discussions/<number:article_id>.<form:form>",
        discussion_feeds.discussion_feed,
        name="discussion-feed",
    ),
    path(
        "feeds/discussions/<number:article_id>/news", discussion_feeds.discussion_news, name="discussion-news"
    ),
    path("preview/<str:token>/", preview_views.preview_link, name="preview"),
    path("<day:day>/<slug:slug>/", views.story_page, name="story"),
    path("<day:day>/<slug:slug>/changes/", record_views.changes_page, name="changes"),
    path("<day:day>/<slug:slug>/versions/<number:number>/", record_views.version_page, name="version"),
    path("<day:day>/<slug:slug>/threads/<number:thread_id>/", views.thread_page, name="thread"),
    *static(settings.MEDIA_URL, media, document_root=settings.MEDIA_ROOT),
    path("<slug:slug>/", views.desk_page, name="desk"),
    path("", views.front_page, name="front"),
]
