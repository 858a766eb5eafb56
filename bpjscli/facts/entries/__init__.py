"""From TOML tables to the model: figures, sources and vocabulary, each mistake reported where it stands."""
