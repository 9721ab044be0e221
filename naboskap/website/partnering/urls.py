from django.urls import path

from naboskap.website.partnering import views

urlpatterns = [path("finn-partner/onsker/", views.wishes, name="partner-wishes")]
