from django.urls import path

from pejl.people import case_views, look_views, views

urlpatterns = [
    path("organisation/", views.show_organisation, name="organisation"),
    path("organisation/choose/", views.choose_organisation, name="choose_organisation"),
    path("agreement/", views.show_agreement, name="agreement"),
    path("agreement/new/", views.edit_agreement, name="add_agreement"),
    path("agreement/<int:agreement_id>/", views.edit_agreement, name="edit_agreement"),
    path("cases/", case_views.show_cases, name="cases"),
    path("cases/new/", case_views.edit_case, name="add_case"),
    path("cases/<int:case_id>/edit/", case_views.edit_case, name="edit_case"),
    path("cases/<int:case_id>/remove/", case_views.remove_case, name="remove_case"),
    path("cases/<slug:key>/", case_views.show_case, name="show_case"),
    path("cases/<slug:key>/copy/", case_views.add_copy, name="copy_case"),
    path("look/<str:logo>.png", look_views.show_logo, name="logo"),
    path(
        "look/<slug:surface>-<slug:colour>.<slug:mark>.css",
        look_views.show_style,
        name="look_style",
    ),
]
