"""The evaluation harness: ROUGE, citation quality, significance."""
