from django.urls import path

from pejl.interchange import leader_views, text_views

urlpatterns = [
    path("organisation/import/", leader_views.import_leaders, name="import_leaders"),
    path(
        "organisation/import/<int:upload_id>/", leader_views.preview_leaders, name="preview_leaders"
    ),
    path("agreement/import/", text_views.import_agreement, name="import_agreement"),
    path("days/<int:day_id>/import/", text_views.import_programme, name="import_programme"),
]
