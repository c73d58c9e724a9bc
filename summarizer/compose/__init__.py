"""Chosen sentences become ordered, dated lines."""
