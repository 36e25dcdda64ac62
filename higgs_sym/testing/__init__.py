"""Pin numbers to as many digits as they have: comparison by parts, and golden tables for pytest.

`pip install higgs_sym` gives pytest the fixture `golden` (see `plugin`). In a test:

    from higgs_sym.testing import assert_digits

    def test_threshold(golden):
        assert_digits(my_gap("0.216"), "0.512", 30)
        golden("my_results").check("threshold", my_value(), 30)

`pytest --golden-update` records what `check` is given, in `my_results.golden.txt` beside the test.
"""

from __future__ import annotations

from higgs_sym.testing.compare import agreeing_digits, assert_digits
from higgs_sym.testing.numbers import Box, Interval, box
from higgs_sym.testing.table import Table, TableError, read_table

__all__ = ["Box", "Interval", "Table", "TableError", "agreeing_digits", "assert_digits", "box", "read_table"]
