"""Word documents, part by part."""
