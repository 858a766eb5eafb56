"""From the text of an article to the figures it may print: proposals, for a person to decide."""
