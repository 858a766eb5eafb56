"""What follows from the figures: interval arithmetic, identities, the solver and the measures built on it."""
