from django.urls import path

from naboskap.website.postbox.views import newest

urlpatterns = [path("postkasse/", newest, name="postbox")]
