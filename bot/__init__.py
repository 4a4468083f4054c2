"""The edges: every way of talking about what `knowledge` knows."""
