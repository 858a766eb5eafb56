"""One view a command: each asks `derive` and `checks`, and fills a document."""
