"""The note as a value, as JSON, and inside the files that carry it."""
