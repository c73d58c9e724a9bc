"""What all tests share."""

from __future__ import annotations

import os

from hypothesis import settings

# Tests run side by side, a core each: more threads of one would wait for those of another by spinning.
os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

# Machines are shared and slow; time is measured in benchmarks/, not here.
settings.register_profile("tracebrief", deadline=None)
settings.load_profile("tracebrief")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name long values by their argument: older releases of pytest write them out, in names of megabytes.

    A made file holds the time of its making, so that workers would not agree on such a name.
    """
    return argname if isinstance(val, (str, bytes)) and len(val) > 100 else None
