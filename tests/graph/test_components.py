"""Connected components, beside SciPy's."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from summarizer.graph.components import components


def test_components_are_numbered_by_their_first_members() -> None:
    assert components(5, [(3, 1), (4, 2)]) == [0, 1, 2, 1, 2]
    assert components(0, []) == []


@given(st.integers(1, 12), st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=20))
def test_they_are_those_of_scipy(count: int, links: list[tuple[int, int]]) -> None:
    links = [(one % count, other % count) for one, other in links]
    rows, columns = np.array(links, dtype=int).reshape(-1, 2).T
    matrix = sparse.coo_matrix((np.ones(len(links)), (rows, columns)), shape=(count, count))
    assert components(count, links) == connected_components(matrix, directed=False)[1].tolist()
