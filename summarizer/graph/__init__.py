"""The sentence graph: terms, vectors, priors."""
