from django.urls import path

from pejl.interchange import day_views, leader_views, text_views

urlpatterns = [
    path("organisation/import/", leader_views.import_leaders, name="import_leaders"),
    path(
        "organisation/import/<int:upload_id>/", leader_views.preview_leaders, name="preview_leaders"
    ),
    path("days/import/", day_views.import_day, name="import_day"),
    path("days/<int:day_id>/archive/", day_views.export_day, name="export_day"),
    path("days/<int:day_id>/day.zip", day_views.send_day, name="send_day"),
    path("days/<int:day_id>/mails/", day_views.let_mails_go, name="let_mails_go"),
    path("agreement/import/", text_views.import_agreement, name="import_agreement"),
    path("days/<int:day_id>/import/", text_views.import_programme, name="import_programme"),
]
