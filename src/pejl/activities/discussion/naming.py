"""What the values in its contributions are called."""

from pejl.activities.discussion.rules import Config, read_place


def name_value(config: Config, field: str, value: str) -> str:
    if field == "item":
        return config.questions[read_place(value)[0] - 1]
    return ""
