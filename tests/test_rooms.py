"""What import-linter cannot see: models of one activity never point to another's."""

from itertools import combinations

from django.apps import apps

from pejl.days.registry import list_activities


def list_activity_apps():
    return [app for app in apps.get_app_configs() if app.name.startswith("pejl.activities.")]


def test_no_model_of_an_activity_points_to_another_activity():
    rooms = {app.label for app in list_activity_apps()}
    assert rooms
    for app in list_activity_apps():
        for model in app.get_models(include_auto_created=True):
            for field in model._meta.get_fields():
                target = getattr(field.related_model, "_meta", None)
                assert not (target and target.app_label in rooms - {app.label}), field


def test_every_activity_room_has_one_activity_with_its_own_key():
    keys = [activity.key for activity in list_activities()]
    assert sorted(keys) == sorted(app.label for app in list_activity_apps())
    assert all(one != other for one, other in combinations(keys, 2))
