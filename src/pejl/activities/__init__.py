"""One room each; they never import one another, nor upwards."""
