"""Tables as people keep them, and the figures in their rows."""
