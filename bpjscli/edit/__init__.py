"""Changes to the text of fact-base files, which leave comments and layout as they are."""
