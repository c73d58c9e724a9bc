"""Speed, memory and quality beside other summarizers: ``python -m benchmarks.run``."""
