"""For all tests: none fails because a machine happens to be slow."""

from hypothesis import HealthCheck, settings

settings.register_profile("pejl", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("pejl")
