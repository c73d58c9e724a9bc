"""Sentences, words, dates and phrases of a text."""
