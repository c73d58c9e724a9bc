"""Sparse matrices: what is asked of SciPy's, by the same compiled functions and so to the last bit.

To load SciPy's own classes takes a tenth of the time of a small note.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

Array = NDArray[Any]
_NAME = "scipy.sparse._sparsetools"


@cache
def _tools() -> Any:
    """Return SciPy's compiled functions, without the rest of SciPy where that is not loaded yet."""
    if _NAME not in sys.modules:
        package = find_spec("scipy")
        folders = package.submodule_search_locations if package else None
        spec = PathFinder.find_spec(_NAME, [str(Path(one, "sparse")) for one in folders or ()])
        if spec is not None and spec.loader is not None:
            found = module_from_spec(spec)
            with suppress(ImportError):  # where it needs what SciPy makes ready, the whole is loaded
                spec.loader.exec_module(found)
                sys.modules[_NAME] = found
    return import_module(_NAME)


class Matrix:
    """A matrix whose entries lie together row by row (CSR), or column by column if ``by_columns`` (CSC).

    ``data`` are the entries, ``indices`` the column of each, ``indptr`` where each row begins, and the end.
    """

    __slots__ = ("by_columns", "data", "indices", "indptr", "shape")

    def __init__(
        self, data: Array, indices: Array, indptr: Array, shape: tuple[int, int], by_columns: bool = False
    ) -> None:
        self.data, self.indices, self.indptr = data, indices, indptr
        self.shape, self.by_columns = (int(shape[0]), int(shape[1])), by_columns

    @property
    def T(self) -> Matrix:  # noqa: N802  # as everywhere
        """The same entries with rows and columns exchanged: a view."""
        return Matrix(self.data, self.indices, self.indptr, self.shape[::-1], not self.by_columns)

    @property
    def nnz(self) -> int:
        """How many entries are kept."""
        return int(self.indptr[-1])

    @property
    def _sizes(self) -> tuple[int, int]:
        return self.shape[::-1] if self.by_columns else self.shape

    def __matmul__(self, other: Any) -> Any:
        """Multiply by a matrix (by rows), a vector (m,) or several (m, k)."""
        if isinstance(other, Matrix):
            return _product(self.tocsr(), other.tocsr())
        (rows, columns), made = self.shape, np.result_type(self.data, other)
        ending = ("matvec", "matvecs")[other.ndim - 1]
        result = np.zeros((rows, *other.shape[1:]), made)
        several = other.shape[1:]
        call = getattr(_tools(), f"{'csc' if self.by_columns else 'csr'}_{ending}")
        call(rows, columns, *several, self.indptr, self.indices, self.data, other.ravel(), result.ravel())
        return result

    def __getitem__(self, places: int | Sequence[int] | Array) -> Matrix:
        """Return some rows, of a matrix by rows; columns are those of ``T``."""
        assert not self.by_columns
        wanted = np.atleast_1d(np.asarray(places)).astype(self.indptr.dtype)
        indptr = np.zeros(len(wanted) + 1, self.indptr.dtype)
        np.cumsum(self.indptr[wanted + 1] - self.indptr[wanted], out=indptr[1:])
        indices, data = np.empty(indptr[-1], self.indices.dtype), np.empty(indptr[-1], self.data.dtype)
        args = (wanted, self.indptr, self.indices, self.data, indices, data)
        _tools().csr_row_index(len(wanted), *args)
        return Matrix(data, indices, indptr, (len(wanted), self.shape[1]))

    def tocsr(self) -> Matrix:
        """Return it by rows."""
        return self.T.tocsc().T if self.by_columns else self

    def tocsc(self) -> Matrix:
        """Return it by columns."""
        if self.by_columns:
            return self
        rows, columns = self.shape
        kind = _index(max(self.nnz, rows), self.indptr, self.indices)
        indptr, indices = np.empty(columns + 1, kind), np.empty(self.nnz, kind)
        data = np.empty(self.nnz, self.data.dtype)
        own = (self.indptr.astype(kind, copy=False), self.indices.astype(kind, copy=False), self.data)
        _tools().csr_tocsc(rows, columns, *own, indptr, indices, data)
        return Matrix(data, indices, indptr, self.shape, by_columns=True)

    def sum(self, axis: int) -> Array:
        """Return the sums of the rows (axis 1) or columns (axis 0), in the precision of the entries."""
        if (axis == 1) == self.by_columns:
            of = self if self.by_columns else self.T
            return of @ np.ones(of.shape[1], self.data.dtype)  # type: ignore[no-any-return]
        found = np.zeros(len(self.indptr) - 1, self.data.dtype)
        held = np.flatnonzero(np.diff(self.indptr))
        found[held] = np.add.reduceat(self.data, self.indptr[held])
        return found

    def entries(self) -> tuple[Array, Array]:
        """Return the row and the column of each entry."""
        major = np.repeat(np.arange(len(self.indptr) - 1, dtype=self.indices.dtype), np.diff(self.indptr))
        return (self.indices, major) if self.by_columns else (major, self.indices)

    def copy(self) -> Matrix:
        """Return it with entries of its own."""
        return Matrix(self.data.copy(), self.indices.copy(), self.indptr.copy(), self.shape, self.by_columns)

    def astype(self, kind: DTypeLike) -> Matrix:
        """Return it with entries of another kind."""
        return Matrix(self.data.astype(kind), self.indices, self.indptr, self.shape, self.by_columns)

    def toarray(self) -> Array:
        """Return it with its zeros written out."""
        of = self.tocsr()
        found = np.zeros(of.shape, of.data.dtype)
        _tools().csr_todense(*of.shape, of.indptr, of.indices, of.data, found)
        return found

    def scipy(self) -> Any:
        """Return it as SciPy's own, a view, for what takes no other."""
        from scipy import sparse

        kind = sparse.csc_matrix if self.by_columns else sparse.csr_matrix
        return kind((self.data, self.indices, self.indptr), shape=self.shape)


def of_entries(
    values: Array, rows: Array, columns: Array, shape: tuple[int, int], by_columns: bool = False
) -> Matrix:
    """Return the matrix of some entries; those in the same place are added up."""
    major, minor = (columns, rows) if by_columns else (rows, columns)
    high, wide = shape[::-1] if by_columns else shape
    kind = _index(max(len(values), *shape))
    indptr, indices, data = np.empty(high + 1, kind), np.empty(len(values), kind), np.empty_like(values)
    places = (major.astype(kind, copy=False), minor.astype(kind, copy=False))
    _tools().coo_tocsr(high, wide, len(values), *places, values, indptr, indices, data)
    if not _tools().csr_has_canonical_format(high, indptr, indices):
        if not _tools().csr_has_sorted_indices(high, indptr, indices):
            _tools().csr_sort_indices(high, indptr, indices, data)
        _tools().csr_sum_duplicates(high, wide, indptr, indices, data)
        kept = int(indptr[-1])
        indices, data = indices[:kept].copy(), data[:kept].copy()
    return Matrix(data, indices, indptr, shape, by_columns)


def of_dense(matrix: Array) -> Matrix:
    """Return a matrix without its zeros."""
    rows, columns = matrix.nonzero()
    return of_entries(matrix[rows, columns], rows, columns, (matrix.shape[0], matrix.shape[1]))


def beside(one: Matrix, other: Matrix) -> Matrix:
    """Return two matrices of the same number of rows as one, by rows."""
    (rows, columns), (more_rows, more_columns) = one.entries(), other.entries()
    return of_entries(
        np.concatenate([one.data, other.data]),
        np.concatenate([rows, more_rows]),
        np.concatenate([columns, more_columns + one.shape[1]]),
        (one.shape[0], one.shape[1] + other.shape[1]),
    )


def _product(one: Matrix, other: Matrix) -> Matrix:
    rows, columns = one.shape[0], other.shape[1]
    kind = _index(0, one.indptr, one.indices, other.indptr, other.indices)
    count = _tools().csr_matmat_maxnnz(rows, columns, *_places(one, kind), *_places(other, kind))
    kind = _index(count, np.empty(0, kind))
    indptr, indices = np.zeros(rows + 1, kind), np.empty(count, kind)
    data = np.empty(count, np.result_type(one.data, other.data))
    if count:
        left, right = (*_places(one, kind), one.data), (*_places(other, kind), other.data)
        _tools().csr_matmat(rows, columns, *left, *right, indptr, indices, data)
    return Matrix(data, indices, indptr, (rows, columns))


def _places(matrix: Matrix, kind: DTypeLike) -> tuple[Array, Array]:
    return matrix.indptr.astype(kind, copy=False), matrix.indices.astype(kind, copy=False)


def _index(most: int, *arrays: Array) -> DTypeLike:
    """Return the kind of number that places are counted in."""
    large = most > np.iinfo(np.int32).max or any(one.dtype.itemsize > 4 for one in arrays)
    return np.int64 if large else np.int32
