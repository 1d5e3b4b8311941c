from django.urls import path

from pejl.front import look_pages

urlpatterns = [
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
