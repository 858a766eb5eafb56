"""What the commands share: their options, and the way from a document to its output."""
