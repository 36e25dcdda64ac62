#!/usr/bin/env bash
# Decimal columns of a Parquet file lose their digits in two of four readers, without a word.
#
# pyarrow 26.0.1, pandas 3.1.1, fastparquet 2026.9.0, DuckDB 2.0.1, polars 2.1.0. Expected: a column of 30 digits, stored as
# decimal128(38, 30), is read as decimals by everything that reads Parquet, or refused. Seen: pyarrow and polars give the digits back;
# pandas with engine="fastparquet" gives float64. Stored as decimal256(50, 40) polars refuses it and DuckDB gives DOUBLE.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'pyarrow==26.0.1' 'pandas==3.1.1' 'fastparquet==2026.9.0' 'duckdb==2.0.1' 'polars==2.1.0'
venv/bin/python -W ignore - <<'PY'
from decimal import Decimal

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.parquet

value = Decimal("0.312836547483648010280368704833")
for name, kind in (("small", pyarrow.decimal128(38, 30)), ("large", pyarrow.decimal256(50, 40))):
    pyarrow.parquet.write_table(pyarrow.table({"re": pyarrow.array([value], kind)}), f"{name}.parquet")
    assert pyarrow.parquet.read_table(f"{name}.parquet")["re"].to_pylist() == [value]

found = {
    "polars": polars.read_parquet("small.parquet")["re"][0],
    "fastparquet": pandas.read_parquet("small.parquet", engine="fastparquet")["re"][0],
    "DuckDB": duckdb.sql("select re from 'small.parquet'").fetchall()[0][0],
    "DuckDB, decimal256": duckdb.sql("select re from 'large.parquet'").fetchall()[0][0],
}
print(found)
assert found["polars"] == found["DuckDB"] == value
for name in ("fastparquet", "DuckDB, decimal256"):
    assert isinstance(found[name], float) and found[name] == float(value)
try:
    print(polars.read_parquet("large.parquet"))
except Exception as error:
    print("polars, decimal256:", error)
else:
    raise SystemExit("polars reads decimal256")
PY
