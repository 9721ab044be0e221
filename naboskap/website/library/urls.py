from django.urls import path, re_path

from naboskap.website.library import views

urlpatterns = [path("bibliotek.atom", views.feed, name="library-feed")]
# The same file in every language: it has no language in its address.
files = [re_path(r"^(?P<slug>[0-9a-f]{24}\.[a-z]{3,4})$", views.library_file, name="library-file")]
