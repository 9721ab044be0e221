from django.urls import path

from naboskap.office.ideas import views

urlpatterns = [
    path("ideer/", views.ideas, name="ideas"),
    path("ideer/ny-samtale/", views.new_call, name="new-call"),
    path("ideer/<int:pk>/", views.idea, name="idea"),
    path("ideer/<int:pk>/samtale/", views.call, name="idea-call"),
    path("ideer/<int:pk>/gi-videre/", views.give, name="idea-hand-over"),
    path("ideer/<int:pk>/utkast/", views.draft, name="idea-draft"),
    path("ideer/<int:pk>/begynnelse/", views.begin, name="idea-begin"),
    path("ideer/<int:pk>/ferdig/", views.finish, name="idea-settle"),
]
