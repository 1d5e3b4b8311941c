"""What the values in its contributions are called."""

from pejl.activities.poll.rules import Config


def name_value(config: Config, field: str, value: str) -> str:
    if field == "item":
        ends = f" (1: {config.low}, {config.steps}: {config.high})"
        return config.question + (ends if config.ask == "scale" and config.low else "")
    if field == "options":
        return config.options[int(value)]
    return ""
