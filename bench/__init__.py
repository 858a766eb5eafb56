"""Measurements: how fast, and how often right."""
