"""The package against the certified table, and the rules by which the table may change."""

from __future__ import annotations

import pytest

from higgs_sym import chi_inv
from higgs_sym.errors import AccuracyError
from higgs_sym.testing import Table, assert_digits, box, read_table
from higgs_sym.testing.numbers import Box
from higgs_sym.testing.table import Row
from tests.golden import make
from tests.golden.points import COLUMNS, Point, points

SUBSET = 4


@pytest.fixture(scope="module")
def table():
    return read_table(make.TABLE)


def evaluate(key, digits):
    point = Point(*key)
    return chi_inv(point.omega, point.zeta, digits=digits, **point.options)


def test_the_table_is_the_plan(table):
    assert table.columns == COLUMNS
    assert set(table.rows) == {tuple(point) for point in points()}
    assert len(table.rows) >= 600
    assert sum(Point(*key).T != "0" for key in table.rows) >= 60
    assert sum(Point(*key).sheet == "1" for key in table.rows) >= 30


def test_every_row_has_its_digits(table):
    short = [key for key, row in table.rows.items() if min(part.digits() for part in row.ball) < make.DIGITS]
    assert not short


def on_sheet_1(key):
    return Point(*key).sheet == "1"


def test_random_rows_agree_with_arbitrary_precision(table, rng):
    for key in rng.sample([key for key in table.rows if not on_sheet_1(key)], SUBSET):
        print("row:", *key)
        assert_digits(evaluate(key, make.DIGITS), table[key], make.DIGITS)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(20))
def test_every_row_agrees_with_arbitrary_precision(table, part):
    for key in [key for key in table.rows if not on_sheet_1(key)][part::20]:
        print("row:", *key)
        assert_digits(evaluate(key, make.DIGITS), table[key], make.DIGITS)


@pytest.mark.slow
def test_rows_on_sheet_1_agree_with_arbitrary_precision(table):
    """To 15 digits; near the lines on which the integrand has poles mpmath refuses them."""
    refused = 0
    for key in filter(on_sheet_1, table.rows):
        print("row:", *key)
        try:
            assert_digits(evaluate(key, 15), table[key], 15)
        except AccuracyError:
            refused += 1
    assert refused <= 10


def test_every_row_agrees_with_float64(table):
    """To 1e-12 of the modulus, after what rounding omega and zeta to doubles does to the value."""
    wrong = []
    for key, row in table.rows.items():
        point = Point(*key)
        if point.sheet != "0":
            continue  # no double-precision engine there
        value, expected = evaluate(key, None), complex(row.ball)
        omega, zeta = complex(float(point.omega_re), float(point.omega_im)), float(point.zeta)
        moved = [
            chi_inv(complex(omega.real * (1 + 2**-52), omega.imag), zeta, **point.options),
            chi_inv(omega, zeta * (1 + 2**-52), **point.options),
        ]
        blur = sum(abs(other - value) for other in moved)
        if not abs(value - expected) <= 1e-12 * abs(expected) + 2 * blur:
            wrong.append(f"{' '.join(key)}: {value} instead of {expected}")
    assert not wrong, "\n".join(wrong)


def row(*cells):
    return Row(cells)


OLD = row("0.5", "0.01", "0", "0")


@pytest.mark.parametrize(
    ("new", "stored", "verdict"),
    [
        (row("0.501", "0.001", "0", "0"), row("0.501", "0.001", "0", "0"), "shrunk"),
        (row("0.509", "0.005", "0", "0"), row("0.507", "0.003", "0", "0"), "shrunk"),
        (row("0.501", "0.012", "0", "0"), OLD, "same"),
        (row("0.501", "0.04", "0", "0"), OLD, "wider"),
        (row("0.52", "0.009", "0", "0"), OLD, "disjoint"),
        (row("0.5", "0.001", "1e-9", "1e-10"), OLD, "disjoint"),
        (OLD, OLD, "same"),
    ],
)
def test_a_stored_ball_shrinks_or_stays(new, stored, verdict):
    found, said = make.merged(OLD, new)
    assert (found, said) == (stored, verdict)
    assert OLD.ball.encloses(found.ball)


def certain(omega, zeta, *, digits, **options):
    """Stands for a certified value."""
    value = box(chi_inv(omega, zeta, digits=digits + 5, **options))
    return Box(*(part._replace(rad=abs(part.mid) / 10**digits) for part in value))


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A table of four points in a directory of its own, computed in this process."""
    monkeypatch.setattr(make, "TABLE", tmp_path / "chi_inv.golden.txt")
    monkeypatch.setattr(make, "DIGITS", 12)
    monkeypatch.setattr(make, "WORK", tmp_path / "work" / "part.txt")
    monkeypatch.setattr(make, "points", lambda: [Point("0.1", zeta=f"0.{k}") for k in range(1, 5)])
    monkeypatch.setattr(make, "ProcessPoolExecutor", lambda jobs, mp_context: make_pool())
    monkeypatch.setattr("higgs_sym.certify.chi_inv", certain)
    return make.TABLE


def make_pool():
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(1)


def test_generator_is_repeatable_and_refuses_contradictions(small, capsys):
    assert make.main([]) == 0
    assert "4 rows: 4 added" in capsys.readouterr().out
    before = small.read_text(encoding="utf-8")
    assert make.main([]) == 0
    assert "4 rows: 4 same" in capsys.readouterr().out
    assert small.read_text(encoding="utf-8") == before
    small.write_text(before.replace("0.9", "0.8"), encoding="utf-8")
    wrong = small.read_text(encoding="utf-8")
    assert make.main([]) == 1
    assert "contradicts the table: nothing was written" in capsys.readouterr().err
    assert small.read_text(encoding="utf-8") == wrong


def test_generator_goes_on_where_it_stopped(small, capsys, monkeypatch):
    def interrupted(omega, zeta, **options):
        if zeta == "0.3":
            raise KeyboardInterrupt
        return certain(omega, zeta, **options)

    monkeypatch.setattr("higgs_sym.certify.chi_inv", interrupted)
    with pytest.raises(KeyboardInterrupt):
        make.main([])
    kept = make.WORK.read_text(encoding="utf-8").splitlines()
    assert 1 <= len(kept) - 1 < 4
    make.WORK.write_text("\n".join([*kept, "0.1 0 0.3 0 1 0"]), encoding="utf-8")  # cut in the middle of a line
    asked = []

    def counted(omega, zeta, **options):
        asked.append(zeta)
        return certain(omega, zeta, **options)

    monkeypatch.setattr("higgs_sym.certify.chi_inv", counted)
    assert make.main([]) == 0
    assert len(asked) == 4 - (len(kept) - 1)
    assert isinstance(read_table(small), Table)
    assert not make.WORK.exists()
