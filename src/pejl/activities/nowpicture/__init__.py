"""The now-picture: where each focus area stands, as each level and area sees it."""
