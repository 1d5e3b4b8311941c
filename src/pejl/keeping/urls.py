from django.urls import path

from pejl.keeping import own_pages, pages

urlpatterns = [
    path("organisation/keeping/", pages.show_keeping, name="keeping"),
    path("organisation/keeping/<int:day_id>/", pages.edit_keeping, name="edit_keeping"),
    path("organisation/people/<int:person_id>/forget/", pages.forget, name="forget_person"),
    path("my/<str:link>/data.json", own_pages.send_json, name="my_data_json"),
    path("my/<str:link>/data.pdf", own_pages.send_pdf, name="my_data_pdf"),
]
