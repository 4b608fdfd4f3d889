"""testMatch and testIgnore: which files a pattern fits."""

import re

import pytest

from e2e.harness.config.globs import check_glob, fits
from e2e.harness.config.schema import MisfitError


@pytest.mark.parametrize(
    ("pattern", "file", "is_fitting"),
    [
        ("test_a.py", "/top/scenarios/test_a.py", True),
        ("test_a.py", "/top/scenarios/xtest_a.py", False),
        ("TEST_A.py", "/top/scenarios/test_a.py", True),
        ("**/test_*.py", "/top/a/b/test_x.py", True),
        ("scenarios/*.py", "/top/scenarios/test_a.py", True),
        ("scenarios/*.py", "/top/scenarios/deeper/test_a.py", False),
        ("scenarios/**", "/top/scenarios/deeper/test_a.py", True),
        ("scenarios/**", "/top/my-scenarios/test_a.py", False),
        ("scenarios**", "/top/scenarios/test_a.py", False),
        ("/top/*/test_a.py", "/top/scenarios/test_a.py", True),
        ("test_?.py", "/top/test_a.py", True),
        ("test_a.py", "/top/test_axpy", False),
        ("./scenarios/*.py", "/top/scenarios/test_a.py", True),
        ("test_{a,b}.py", "/top/scenarios/test_b.py", True),
        ("test_{a,b}.py", "/top/test_c.py", False),
        ("{one,two}/**/test_{a,b}.py", "/top/two/deep/test_a.py", True),
        ("test_[b-d].py", "/top/test_c.py", True),
        ("test_[b-d].py", "/top/test_a.py", False),
        ("test_[!b-d].py", "/top/test_a.py", True),
        ("test_[^b-d].py", "/top/test_c.py", False),
        ("a[!b]test_c.py", "/top/a/test_c.py", False),
        ("test_[].]a.py", "/top/test_]a.py", True),
        ("test_[.py", "/top/test_[.py", True),
    ],
)
def test_files_are_chosen_by_globs(pattern: str, file: str, *, is_fitting: bool) -> None:
    assert fits(pattern, file) is is_fitting


@pytest.mark.parametrize(
    ("pattern", "complaint"),
    [
        ("test_@(a|b).py", "has '@(', which is not known here"),
        ("test_{1..3}.py", "has '{1..3}', which is not known here"),
        ("test_[[:alpha:]].py", "has '[[:', which is not known here"),
        (r"e2e\test_a.py", r"has '\\', which is not known here"),
        ("test_[c-a].py", "has a part in brackets that fits nothing"),
    ],
)
def test_a_pattern_that_means_more_in_node_is_refused(pattern: str, complaint: str) -> None:
    with pytest.raises(MisfitError, match=re.escape(complaint)):
        check_glob(pattern, ("testMatch",))
