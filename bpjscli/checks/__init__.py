"""What does not add up: one module a family of findings, and the diagnosis of contradictions."""
