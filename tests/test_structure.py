"""What holds the package together: who may import whom."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.source import imports, modules, part, reach

# Imports run downwards only. Parts on one line are blind to one another.
LAYERS = (
    ("errors",),
    ("conventions", "measured"),
    ("records",),
    ("registry",),
    ("printing",),
    ("arithmetic",),
    ("inputs", "results", "steps", "testing"),
    ("arrays",),
    ("quantity",),
    ("physics", "formulas", "derivations"),
    ("certify", "materials"),
    ("parsing",),
    ("evaluation",),
    ("recognition",),
    ("claims", "maps"),
    ("judging",),
    ("check",),
    ("expanding",),
    ("expand",),
    ("statements", "equations"),
    ("typeset",),
    ("figures",),
    ("runs",),
    ("report", "explore"),
    ("cli", "notebook"),
    ("__main__",),
)
RANK = {part: rank for rank, layer in enumerate(LAYERS) for part in layer}
WITHIN = {  # the same inside the packages that have rooms of their own
    "higgs_sym.records": (
        ("known",),
        ("claimed", "drawn"),
        ("decided",),
    ),
    "higgs_sym.expanding": (
        ("ladder", "source", "formal", "enclosing", "signs", "rewriting", "kernels"),
        ("transseries", "shaping", "cylinders", "taylor"),
        ("basis", "scales", "collocation", "modes", "notes", "near", "far", "operators"),
        ("equations", "hypotheses", "closures"),
        ("watson",),
        ("mellin", "powersums"),
        ("integrals",),
        ("deriving",),
        ("series", "phases"),
        ("rows", "puiseux"),
        ("laws", "waves", "leftover", "regular", "attempts", "strobing", "holonomic"),
        ("agreeing", "foreseeing"),
        ("falling",),
        ("search", "expansion"),
        ("confirming",),
    ),
    "higgs_sym.evaluation": (
        ("budget", "run", "special", "kept", "algebra", "double_exponential"),
        ("functions", "polynomials", "highest", "closed"),
        ("primes", "closures", "apart", "bessel_zeros", "near_one"),
        ("agreement",),
        ("planes",),
        ("integrals", "sums", "implicit"),
        ("tree",),
        ("culprit",),
        ("expression",),
    ),
    "higgs_sym.evaluation.special": (
        ("base", "incomplete"),
        ("bessels", "elementary", "elliptic", "error_functions", "hypergeometric", "zetas"),
        ("gammas",),
        ("table",),
    ),
    "higgs_sym.evaluation.planes": (
        ("boxes",),
        ("guards", "products", "forms", "corners"),
        ("trigonometric", "cones", "pieces"),
        ("exponentials", "quadratics"),
        ("inner",),
        ("reduced",),
    ),
    "higgs_sym.evaluation.integrals": (
        ("features", "intervals", "shifts", "zeros", "ends", "panels", "turning", "workshop"),
        ("waves",),
        ("rays", "twice"),
        ("charts", "integrand"),
        ("places", "damped", "chirps", "regular", "grids"),
        ("tails",),
        ("bent",),
        ("paths", "periods", "second", "lifted", "several", "logarithmic"),
        ("integral",),
    ),
    "higgs_sym.evaluation.sums": (
        ("terms", "rules"),
        ("logarithms", "direct", "far_out", "poles", "residues", "recurrent"),
        ("growth",),
        ("rays", "steps", "pieces"),
        ("smoothness",),
        ("tails",),
        ("series",),
        ("finite", "over_steps"),
        ("sums_and_products",),
    ),
    "higgs_sym.evaluation.implicit": (
        ("body",),
        (
            "brackets",
            "derivatives",
            "power_series",
            "cases",
            "unique",
            "quotient",
            "starts",
            "endless",
            "jumps",
            "climbing",
            "ways",
        ),
        ("refining",),
        ("roots", "passes", "recurrence"),
        ("odes",),
        ("extrema",),
        ("table",),
    ),
    "higgs_sym.recognition": (
        ("coding", "constants"),
        ("relations",),
        ("closed_form",),
    ),
    "higgs_sym.judging": (
        ("acceleration", "sampling", "partials", "atoms", "sizes"),
        ("laws", "certificates", "spelling"),
        ("fitting", "wording", "terms"),
        ("registered", "approaches"),
        ("measuring", "ladders", "phases", "arguments"),
        ("rows", "beside"),
        ("deciding", "oscillation", "table", "swinging"),
        ("detuning",),
        ("slowly", "oscillating", "stating"),
        ("writing",),
        ("settling",),
        ("verdict", "question"),
        ("imaginary",),
        ("answering",),
        ("claimfile",),
    ),
    "higgs_sym.physics": (
        ("edge", "symmetry", "pair_breaking"),
        ("kernel", "quartic"),
        ("roots", "scan"),
        ("integrals", "spectrum", "critical_temperature"),
        ("thermal", "scaling"),
        ("engines",),
        ("thermal_order", "sheet1", "balls"),
        ("susceptibility", "order_parameter"),
        ("time",),
        ("dynamics", "peaks"),
        ("poles",),
    ),
}


def edges() -> Iterator[tuple[str, str]]:
    for module in modules():
        for imported in imports(module):
            yield module, imported


def test_every_part_has_its_place():
    unplaced = {part(module) for module in modules()} - set(RANK) - {""}
    assert not unplaced, f"give {unplaced} a line in LAYERS"


def test_imports_run_one_way():
    wrong = [
        f"{module} imports {imported}"
        for module, imported in edges()
        if part(module) and part(module) != part(imported) and RANK.get(part(imported), 99) >= RANK[part(module)]
    ]
    assert not wrong


@pytest.mark.parametrize("package", WITHIN)
def test_imports_run_one_way_between_the_rooms_of(package):
    rank = {room: place for place, line in enumerate(WITHIN[package]) for room in line}

    def room(module: str) -> str:
        return module.removeprefix(f"{package}.").split(".")[0] if module.startswith(f"{package}.") else ""

    assert {room(module) for module in modules()} == {"", *rank}
    within = [(a, b) for a, b in edges() if room(a) and room(b) and room(a) != room(b)]
    assert not [(a, b) for a, b in within if rank[room(b)] >= rank[room(a)]]


def test_physics_formulas_and_derivations_are_blind_to_one_another():
    apart = {"physics", "formulas", "derivations"}
    reached = {module: reach(module) for module in modules() if part(module) in apart}
    wrong = [
        f"{module} reaches {other}"
        for module, others in reached.items()
        for other in others
        if part(other) in apart - {part(module)}
    ]
    assert not wrong


def test_claims_and_maps_are_blind_to_formulas_and_derivations():
    wrong = [
        f"{module} reaches {other}"
        for module in modules()
        if part(module) in {"claims", "maps"}
        for other in reach(module)
        if part(other) in {"formulas", "derivations"}
    ]
    assert not wrong


def test_no_two_modules_import_each_other():
    assert not [f"{a} <-> {b}" for a, b in edges() if a < b and (b, a) in set(edges())]


def test_importing_the_package_stays_light():
    heavy = ("numpy", "sympy", "mpmath", "flint", "matplotlib", "click", "rich", "jinja2")
    code = f"import sys, higgs_sym; sys.exit(' '.join(m for m in {heavy!r} if m in sys.modules) or 0)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
