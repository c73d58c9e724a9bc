"""Many topics: one note each, by workers, resumed where a run was cut off."""

from .pool import BACKENDS, Workers
from .run import Plan, Report, run_batch
from .work import Recipe

__all__ = ["BACKENDS", "Plan", "Recipe", "Report", "Workers", "run_batch"]
