from django.urls import path

from naboskap.office.money import giving_views, payment_views, views

urlpatterns = [
    path("okonomi/", views.money, name="money"),
    path("okonomi/brev/", giving_views.letters, name="gifts"),
    path("okonomi/potter/<slug:slug>/brev/", giving_views.gift, name="gift"),
    path("okonomi/givere/ny/", giving_views.new_giver, name="giver-new"),
    path("okonomi/givere/<slug:slug>/pott/", giving_views.pot, name="pot-new"),
    path("okonomi/givere/<slug:slug>/", views.giver, name="giver"),
    path("okonomi/givere/<slug:slug>/regneark/", views.giver_csv, name="giver-csv"),
    path("okonomi/utbetalinger/", payment_views.queue, name="payments"),
    path("okonomi/utbetalinger/frigi/", payment_views.release, name="release"),
    path("okonomi/utbetalinger/<int:pk>/forskudd/", payment_views.advance, name="advance"),
    path("okonomi/utbetalinger/<int:pk>/rest/", payment_views.rest, name="rest"),
    path("okonomi/utbetalinger/<int:pk>/tilbake/", payment_views.repayment, name="repayment"),
    path("okonomi/utbetalinger/<int:pk>/avslutt/", payment_views.close, name="close-grant"),
    path("okonomi/betaling/<int:pk>/ta-bort/", payment_views.cancel, name="cancel-payment"),
    path("okonomi/lister/<int:number>/", payment_views.payment_list, name="payment-list"),
    path(
        "okonomi/lister/<int:number>/regneark/",
        payment_views.payment_list_csv,
        name="payment-list-csv",
    ),
]
