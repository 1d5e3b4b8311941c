"""What the values in its contributions are called."""

from pejl.activities.feedback.rules import Config
from pejl.activities.feedback.words import put_prompt, say_route


def name_value(config: Config, field: str, value: str) -> str:
    if field == "route":
        return say_route(config, value)
    if field in ("prompt", "texts", "most"):
        return put_prompt(config, config.prompts[int(value)])
    return ""
