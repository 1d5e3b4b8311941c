"""What those with power did: who looked at named data, took it out, changed rights. Never what
participants answered."""
