"""A reflecting team: one in the middle, a few who observe and speak in turn, the rest listen."""
