"""What is said about the figures: the document model, and one view a command that fills it."""
