from django.urls import path

from pejl.days import editing, views

urlpatterns = [
    path("days/", views.show_home, name="home"),
    path("days/new/", views.add_day, name="add_day"),
    path("days/<int:day_id>/", views.show_day, name="day"),
    path("days/<int:day_id>/edit/", views.edit_day, name="edit_day"),
    path("days/<int:day_id>/programme/", editing.edit_programme, name="edit_programme"),
    path("days/<int:day_id>/programme/look/", editing.look_programme, name="look_programme"),
    path("days/<int:day_id>/programme/undo/", editing.undo_programme, name="undo_programme"),
    path("days/<int:day_id>/advice/", editing.change_advice, name="change_advice"),
    path("days/<int:day_id>/invite/", views.invite, name="invite"),
    path("days/<int:day_id>/slots/<int:slot_id>/", views.edit_slot, name="slot"),
]
