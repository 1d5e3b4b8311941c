from django.urls import path

from pejl.front import door_pages, look_pages

urlpatterns = [
    path("om/<slug:slug>/", door_pages.show_door, name="show_door"),
    path("organisation/door/", door_pages.edit_door, name="door"),
    path("organisation/door/look/", door_pages.preview_door, name="preview_door"),
    path("organisation/enquiries/", door_pages.show_enquiries, name="enquiries"),
    path("organisation/enquiries/<int:enquiry_id>/", door_pages.handle, name="handle_enquiry"),
    path(
        "organisation/enquiries/<int:enquiry_id>/delete/",
        door_pages.delete_enquiry,
        name="delete_enquiry",
    ),
    path("organisation/look/", look_pages.edit_look, name="look"),
    path("organisation/look/name/", look_pages.rename, name="rename"),
    path("organisation/look/wear/", look_pages.wear_look, name="wear_look"),
    path("organisation/look/drop/", look_pages.drop_look, name="drop_look"),
    *(
        path(
            f"organisation/look/try/{surface}/",
            look_pages.show_look,
            {"surface": surface},
            name=f"show_look_{surface}",
        )
        for surface in look_pages.SURFACES
    ),
]
