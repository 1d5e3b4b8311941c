"""A case worked by tables in timed steps, and a harvest of what they advise."""
