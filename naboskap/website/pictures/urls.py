from django.urls import path, re_path

from naboskap.website.pictures import views
from naboskap.website.sharing import views as sharing

# One folder, plain names: nothing else of the disk has an address.
urlpatterns = [
    re_path(r"^images/(?P<slug>[\w-][\w.-]*)$", views.picture, name="picture"),
    path("deling/<slug:language>/<slug:digest>.png", sharing.picture, name="sharing-picture"),
]
