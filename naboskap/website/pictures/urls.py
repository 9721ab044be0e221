from django.urls import re_path

from naboskap.website.pictures import views

# One folder, plain names: nothing else of the disk has an address.
urlpatterns = [re_path(r"^images/(?P<slug>[\w-][\w.-]*)$", views.picture, name="picture")]
