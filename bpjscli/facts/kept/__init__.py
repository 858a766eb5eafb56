"""What a run keeps of a large fact base for the next one: an optimisation that may be lost, spoilt or switched off."""
