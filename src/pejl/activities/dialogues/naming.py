"""What the values in its contributions are called."""

from pejl.activities.dialogues.rules import Config


def name_value(config: Config, field: str, value: str) -> str:
    if field == "whom":
        return next(one.name for one in config.choices if one.key == value)
    return ""
