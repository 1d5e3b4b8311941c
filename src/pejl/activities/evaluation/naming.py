"""What the values in its contributions are called."""

from pejl.activities.evaluation.rules import Config


def name_value(config: Config, field: str, value: str) -> str:
    if field == "scale":
        return config.scales[int(value)]
    return ""
