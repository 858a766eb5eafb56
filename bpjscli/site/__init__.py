"""A site: pages that link to each other, what a search finds among them, and the folder they are written to."""
