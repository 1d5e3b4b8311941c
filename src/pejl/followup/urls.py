from django.urls import path

from pejl.followup import desk, pages

urlpatterns = [
    path("my/<str:link>/", pages.show_my_page, name="my_page"),
    path("my/<str:link>/check/<int:check_in_id>/", pages.answer, name="check_in"),
    path("my/<str:link>/accept/<int:step_id>/", pages.accept, name="accept_step"),
    path("my/<str:link>/helped/<int:check_in_id>/", pages.say_helped, name="say_helped"),
    path("followup/", desk.show_progress, name="followup"),
    path("followup/readings/", desk.add_reading, name="add_reading"),
    path("followup/owner/<int:outcome_id>/", desk.find_owner, name="find_owner"),
    path("days/<int:day_id>/brief/", desk.show_brief, name="brief"),
    path("days/<int:day_id>/brief/place/", desk.place_brief, name="place_brief"),
    path("days/<int:day_id>/brief/<int:step_id>/", desk.end, name="end_step"),
]
