from django.urls import path

from naboskap.office.bank import views

urlpatterns = [
    path("prosjektbank/", views.bank, name="bank"),
    path("prosjektbank/onske/<int:pk>/", views.confirm, name="bank-confirm"),
    path("prosjektbank/<slug:slug>/skjul/", views.hide, name="bank-hide"),
    path("prosjektbank/<slug:slug>/vis/", views.show, name="bank-show"),
]
