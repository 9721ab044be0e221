"""What stands in the menu of the editor's desk besides the pages."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


def missed_pages() -> MenuItem:
    """Lead to the addresses that are asked for and not there."""
    return MenuItem(_("Missed pages"), reverse("desk-missed"), icon_name="redirect", order=250)


def faults_on_pages() -> MenuItem:
    """Lead to what was told to be wrong."""
    return MenuItem(_("Errors on pages"), reverse("desk-faults"), icon_name="warning", order=251)


for item in (missed_pages, faults_on_pages):
    hooks.register("register_admin_menu_item", item)
