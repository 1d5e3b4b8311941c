from django.urls import path

from pejl.people import views

urlpatterns = [
    path("organisation/", views.show_organisation, name="organisation"),
    path("agreement/", views.show_agreement, name="agreement"),
    path("agreement/new/", views.edit_agreement, name="add_agreement"),
    path("agreement/<int:agreement_id>/", views.edit_agreement, name="edit_agreement"),
]
