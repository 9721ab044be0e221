from django.urls import path

from naboskap.website.receipts import views

urlpatterns = [path("kvittering/", views.check, name="check-receipt")]
