"""Which misprint would explain a contradiction."""
