"""What is asked of a fact base: coverage, ranking, gap, trend, benefits, gates."""
