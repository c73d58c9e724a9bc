"""What of a document is content, and which of its sentences may be a line."""
