"""Who sits with whom: the most diverse groups."""

from pejl.analysis.groups.diversity import max_diversity, sum_within

__all__ = ["max_diversity", "sum_within"]
