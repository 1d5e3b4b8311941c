"""Others' statements one by one: agree, disagree or pass; then what unites and what divides."""
