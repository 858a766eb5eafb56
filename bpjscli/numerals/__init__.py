"""Printed numbers and their readings, in both directions."""
