"""Fuzzing: mutated inputs against every part that takes what others wrote; see docs/fuzzing.md."""
