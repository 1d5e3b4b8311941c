"""How many connections a process may hold."""

import sys


def raise_limits() -> None:
    """As many as the machine allows this process: each phone's stream is one."""
    if sys.platform == "win32":
        return
    import resource

    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
