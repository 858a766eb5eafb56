"""The files of a fact base as text: where they are, what they may be, and at which line something stands."""
