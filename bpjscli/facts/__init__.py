"""What was published: figures, their sources, and what each printed number may mean."""
