"""What the values in its contributions are called."""

from pejl.activities.reflecting.rules import Config
from pejl.activities.reflecting.words import put_prompts


def name_value(config: Config, field: str, value: str) -> str:
    if field == "prompt":
        return put_prompts(config)[int(value)]
    return ""
