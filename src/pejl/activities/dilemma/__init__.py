"""A dilemma: two legitimate poles, nobody wins, both must be kept."""
