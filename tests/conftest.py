"""What all tests share."""

from hypothesis import settings

# Machines are shared and slow; time is measured in benchmarks/, not here.
settings.register_profile("tracebrief", deadline=None)
settings.load_profile("tracebrief")
