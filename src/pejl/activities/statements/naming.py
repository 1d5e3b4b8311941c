"""What the values in its contributions are called."""

from pejl.activities.statements.rules import Config


def name_value(config: Config, field: str, value: str) -> str:
    if field == "statement":
        return next(one.text for one in config.statements if one.key == value)
    return ""
