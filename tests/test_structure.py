"""What holds the package together: who may import whom, and that nothing lies around unregistered."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from higgs_sym import registry
from higgs_sym.report.bibliography import references

ROOT = Path(__file__).resolve().parents[1]

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
NUMBERS = {"Any", "Answer", "Array", "Ball", "Exact", "Number", "Real", "Scalar", "complex", "float", "int", "str"}
SEVERAL = {"Array", "Iterator", "Mapping", "Sequence", "dict", "list", "tuple"}
OTHER_VERBS = {"calculate", "calculated", "compute", "computed", "evaluate", "evaluated", "evaluation"}
NOT_GIVEN_BY = {"value": SEVERAL, "values": {"Ball", "Number", "Real", "complex", "float"}, "at": NUMBERS | SEVERAL}
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
        ("budget", "run", "special", "closed", "kept", "algebra"),
        ("functions", "polynomials"),
        ("primes", "closures"),
        ("agreement",),
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
    "higgs_sym.evaluation.integrals": (
        ("features", "intervals", "shifts", "zeros", "ends", "panels", "waves", "corners"),
        ("charts",),
        ("integrand",),
        ("damped", "chirps"),
        ("tails",),
        ("upright",),
        ("paths", "periods", "second", "lifted"),
        ("integral",),
    ),
    "higgs_sym.evaluation.sums": (
        ("terms",),
        ("growth", "far_out", "poles", "residues"),
        ("tails",),
        ("series",),
        ("finite",),
        ("sums_and_products",),
    ),
    "higgs_sym.evaluation.implicit": (
        ("body",),
        ("brackets", "derivatives", "power_series", "cases", "unique", "quotient", "starts", "endless"),
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
TABLES = {
    "higgs_sym.physics": registry.QUANTITIES,
    "higgs_sym.formulas": registry.FORMULAS,
    "derivations": registry.DERIVATIONS,
    "higgs_sym.claims": registry.CLAIMS,
    "higgs_sym.equations": registry.EQUATIONS,
    "higgs_sym.statements": registry.STATEMENTS,
    "higgs_sym.maps": registry.MAPS,
    "higgs_sym.figures": registry.FIGURES,
}
MOST_ANY = 0.46  # in the signatures of the package, a function
RECORDS = [row for table in TABLES.values() for row in table]


@cache
def modules() -> dict[str, Path]:
    """Dotted name -> file of every module of the project."""
    files = [*ROOT.glob("higgs_sym/**/*.py"), *ROOT.glob("derivations/**/*.py")]
    return {dotted(path): path for path in sorted(files)}


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imports(module: str) -> frozenset[str]:
    """The project's modules that a module imports anywhere, inside functions included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(modules()[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative imports hide what is imported"
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in modules() else str(node.module) for name in names}
    return frozenset(name for name in found if name in modules())


def part(module: str) -> str:
    """The layer entry a module belongs to."""
    pieces = module.split(".")
    return pieces[0] if pieces[0] == "derivations" else pieces[1] if len(pieces) > 1 else ""


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


def reach(module: str) -> set[str]:
    """Everything a module imports, directly or not."""
    seen: set[str] = set()
    waiting = [module]
    while waiting:
        for name in imports(waiting.pop()) - seen:
            seen.add(name)
            waiting.append(name)
    return seen


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


@pytest.mark.parametrize("package", TABLES)
def test_every_module_registers_something(package):
    """A module without a record is a helper of one that has; anything else was forgotten.

    A helper with a leading underscore may also serve another part of the project.
    """
    registering = set(TABLES[package].by_module())
    assert registering, "nothing is registered"
    helpers = {name for module in registering for name in reach(module)}
    outside = {module for module in modules() if not module.startswith(package)}
    shared = {name for module in outside for name in reach(module)}
    orphans = [
        name
        for name in registry.module_names(package)
        if name not in registering | helpers and not (name.rpartition(".")[2].startswith("_") and name in shared)
    ]
    assert not orphans


def test_ids_are_unique_across_kinds():
    """`show ID` and the anchors of the report need no kind; a quantity and a claim never share an id."""
    ids = [row.id for row in RECORDS]
    assert len(ids) == len(set(ids)), sorted({each for each in ids if ids.count(each) > 1})


@pytest.mark.parametrize("formula", registry.FORMULAS, ids=lambda row: row.id)
def test_every_formula_has_a_claim_or_says_why_not(formula):
    claimed = {claim.formula for claim in registry.CLAIMS}
    assert (formula.id in claimed) != bool(formula.no_claim)


@pytest.mark.parametrize("claim", registry.CLAIMS, ids=lambda row: row.id)
def test_every_claim_names_what_exists(claim):
    assert claim.formula in registry.FORMULAS
    assert claim.corrected_by is None or claim.corrected_by in registry.FORMULAS
    assert claim.derivation is None or claim.derivation in registry.DERIVATIONS


@pytest.mark.parametrize("row", registry.MAPS, ids=lambda row: row.id)
def test_every_map_names_formulas_of_its_two_parameters(row):
    for identifier in row.formulas:
        assert set(registry.FORMULAS[identifier].variables) == {axis.name for axis in row.axes}


@pytest.mark.parametrize("row", [*registry.EQUATIONS, *registry.STATEMENTS], ids=lambda row: row.id)
def test_every_equation_and_statement_names_what_exists(row):
    assert set(row.derivations) <= {each.id for each in registry.DERIVATIONS}
    assert set(getattr(row, "formulas", ())) <= {each.id for each in registry.FORMULAS}
    assert set(getattr(row, "claims", ())) <= {each.id for each in registry.CLAIMS}


@pytest.mark.parametrize("row", [each for each in RECORDS if hasattr(each, "source")], ids=lambda row: row.id)
def test_every_source_stands_in_the_bibliography(row):
    assert row.source.key in references()


def test_importing_the_package_stays_light():
    heavy = ("numpy", "sympy", "mpmath", "flint", "matplotlib", "click", "rich", "jinja2")
    code = f"import sys, higgs_sym; sys.exit(' '.join(m for m in {heavy!r} if m in sys.modules) or 0)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_public_names_resolve():
    package = importlib.import_module("higgs_sym")
    modules_of_names = {"certify", "notebook", "testing"}
    assert all(callable(getattr(package, name)) for name in set(package.__all__) - modules_of_names)
    assert all(inspect.ismodule(getattr(package, name)) for name in modules_of_names)
    assert set(package.__all__) == set(package._HOME)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        package.nonsense  # noqa: B018


def test_nothing_that_went_wrong_is_passed_over():
    silent = re.compile(r"except[^\n]*:\s*\n\s*pass\b")
    assert not [name for name, path in modules().items() if silent.search(path.read_text(encoding="utf-8"))]


def test_no_path_of_somebodys_machine():
    kinds = {".py", ".md", ".toml", ".html", ".tex", ".json", ".css", ".bib", ".txt", ""}
    skipped = {".git", "build", "dist", ".hypothesis", "htmlcov", ".coverage", "__pycache__"}
    roots = ("/" + "work/", "/" + "root/", "/" + "home/", "/" + "Users/")
    wrong = []
    for path in ROOT.rglob("*"):
        inside = path.relative_to(ROOT).parts
        if any(part in skipped or part.startswith(".venv") or part.endswith("_cache") for part in inside):
            continue
        if path.suffix not in kinds or not path.is_file():
            continue
        if ".egg-info" in str(path):
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        wrong += [f"{path.relative_to(ROOT)}: {root}" for root in roots if root in text]
    assert not wrong


def test_signatures_name_what_they_take():
    """`Any` a function: where a value has a kind, `arithmetic.types` has its name. The bound may only fall."""
    functions, anys = 0, 0
    for module, path in modules().items():
        if part(module) == "derivations":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                functions += 1
                anys += sum(
                    isinstance(name, ast.Name) and name.id == "Any"
                    for each in signature(node)
                    for name in ast.walk(each)
                )
    assert anys <= MOST_ANY * functions, anys / functions


def test_one_verb_for_one_act():
    """`value` is one number and `values` are many; `at` fixes arguments and gives what is asked further."""
    wrong = []
    for module, path in modules().items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef) or (module.startswith("higgs_sym.cli.") and node.decorator_list):
                continue
            name, given = node.name.strip("_"), head(node.returns)
            if name in OTHER_VERBS or given in NOT_GIVEN_BY.get(name, ()):
                wrong.append(f"{module}: {node.name} -> {given}")
    assert not wrong


def head(annotation: ast.expr | None) -> str:
    """Its outermost name: tuple of tuple[Any, bool]; of a union the first one's."""
    while isinstance(annotation, ast.BinOp):
        annotation = annotation.left
    return ast.unparse(annotation.value if isinstance(annotation, ast.Subscript) else annotation) if annotation else ""


def signature(node: ast.FunctionDef) -> list[ast.expr]:
    """The annotations of a function's parameters and of what it returns."""
    given = node.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    found = [each.annotation for each in named if each is not None]
    return [each for each in (*found, node.returns) if each is not None]
