"""The control: the smallest view, one primary-key query and a template."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from config.urls import *  # noqa: F403 -- its error pages too
from config.urls import urlpatterns as ours
from naboskap.programmes.models import Programme


@login_not_required
def control(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "control.html", {"programme": Programme.objects.get(pk=pk)})


urlpatterns = [path("bench/control/<int:pk>/", control), *ours]
