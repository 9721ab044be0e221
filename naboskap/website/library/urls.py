from django.urls import path, re_path

from naboskap.website.library import views
from naboskap.website.models.files import DRAWN

urlpatterns = [path("bibliotek.atom", views.feed, name="library-feed")]
# The same file in every language: it has no language in its address.
files = [re_path(rf"^(?P<slug>{DRAWN.pattern})$", views.library_file, name="library-file")]
