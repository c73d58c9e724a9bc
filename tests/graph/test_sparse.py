"""What is asked of sparse matrices is, to the last bit, what SciPy returns."""

import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal
from scipy import sparse as theirs

from summarizer.graph.sparse import Matrix, beside, of_dense, of_entries


@st.composite
def entries(draw: st.DrawFn) -> tuple[Any, Any, Any, tuple[int, int], np.random.Generator]:
    """Return values, rows, columns, some in the same place, and a shape."""
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    shape = draw(st.tuples(st.integers(1, 40), st.integers(1, 40)))
    count = draw(st.integers(0, 300))
    values = random.random(count).astype(draw(st.sampled_from([np.float32, np.float64])))
    return values, random.integers(shape[0], size=count), random.integers(shape[1], size=count), shape, random


def _same(ours: Matrix, other: Any) -> None:
    assert ours.shape == other.shape
    assert ours.by_columns == (other.format == "csc")
    for name in ("data", "indices", "indptr"):
        one, two = getattr(ours, name), getattr(other, name)
        assert one.dtype == two.dtype, name
        assert_array_equal(one, two)


@given(entries())
def test_it_is_that_of_scipy(given: Any) -> None:
    values, rows, columns, shape, random = given
    ours = of_entries(values, rows, columns, shape)
    other = theirs.csr_matrix((values, (rows, columns)), shape=shape)
    _same(ours, other)
    columned = theirs.csc_matrix((values, (rows, columns)), shape=shape)
    _same(of_entries(values, rows, columns, shape, by_columns=True), columned)
    _same(ours.tocsc(), other.tocsc())
    _same(ours.tocsc().tocsr(), other)
    _same(ours.T, other.T)
    _same(of_dense(ours.toarray()), theirs.csr_matrix(other.toarray()))
    _same(ours.astype(np.int64), other.astype(np.int64))
    _same(beside(ours, ours), theirs.hstack([other, other]).tocsr())
    assert_array_equal(ours.toarray(), other.toarray())
    assert_array_equal(ours.scipy().toarray(), other.toarray())
    assert ours.nnz == other.nnz
    for one, two in ((ours, other.tocoo()), (ours.tocsc(), other.tocsc().tocoo())):
        assert_array_equal(one.entries()[0], two.row)
        assert_array_equal(one.entries()[1], two.col)
    for axis in (0, 1):
        for one, two in ((ours, other), (ours.tocsc(), other.tocsc())):
            assert_array_equal(one.sum(axis), np.asarray(two.sum(axis=axis)).ravel())
    vector, several = random.random(shape[1]), random.random((shape[1], 5))
    for one, two in ((ours, other), (ours.tocsc(), other.tocsc())):
        assert_array_equal(one @ vector, two @ vector)
        assert_array_equal(one @ vector.astype(np.float32), two @ vector.astype(np.float32))
        assert_array_equal(one @ several, two @ several)
    _same(ours @ ours.T, (other @ other.T).tocsr())
    _same(ours.T.tocsr() @ ours, other.T.tocsr() @ other)
    assert_array_equal((ours @ ours.T @ ours).toarray(), (other @ other.T @ other).toarray())
    places = random.integers(shape[0], size=7)
    _same(ours[places], other[places])
    _same(ours[places.tolist()], other[places.tolist()])
    _same(ours[int(places[0])], other[int(places[0])])
    _same(ours[places[:0]], other[places[:0]])


def test_rows_alone_are_taken() -> None:
    with pytest.raises(AssertionError):
        of_dense(np.eye(3)).T[0]


def test_scipy_is_not_loaded_and_can_be_loaded_behind_it() -> None:
    code = """
import sys
import numpy as np
from summarizer.graph.sparse import of_dense
made = of_dense(np.eye(3)) @ of_dense(np.eye(3)).T
assert "scipy" not in sys.modules and "scipy.sparse" not in sys.modules
from scipy import sparse
assert (made.scipy() @ sparse.csr_matrix(np.eye(3))).nnz == 3
from sklearn.decomposition import TruncatedSVD
"""
    subprocess.run([sys.executable, "-c", code], check=True)
