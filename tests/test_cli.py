"""The command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import contextlib
import inspect
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from xml.etree import ElementTree

import click
import pytest

from higgs_sym import check
from higgs_sym.cli import main, run
from higgs_sym.cli.evaluate import command_for, number, parts, text_of
from higgs_sym.cli.output import aligned
from higgs_sym.cli.verify import ids_of
from higgs_sym.records import Finding, Kind, Outcome
from higgs_sym.registry import CLAIMS, DERIVATIONS, FORMULAS, QUANTITIES

QUICK = "bcs:below:static"  # closed forms on both sides


def output(capsys, *argv, code=0):
    assert run(argv) == code
    caught = capsys.readouterr()
    return caught.out if code != 2 else caught.err


def test_help_has_examples_and_exit_codes(capsys):
    text = output(capsys, "--help")
    assert "higgs-sym eval chi_inv --omega 2 --zeta 1/10 --digits 30" in text
    assert "Exit codes:" in text


@pytest.mark.parametrize("command", main.commands)
def test_every_command_has_help_with_examples(capsys, command):
    assert "Examples:" in output(capsys, command, "--help")


def leaves(command, path=()):
    """Every command that does something, with the words that lead to it."""
    if not isinstance(command, click.Group):
        return [(" ".join(path), command)]
    context = click.Context(command)
    below = [(name, command.get_command(context, name)) for name in command.list_commands(context)]
    return [leaf for name, each in below for leaf in leaves(each, (*path, name))]


@pytest.mark.parametrize(("words", "command"), leaves(main), ids=lambda value: value if isinstance(value, str) else "")
def test_every_command_speaks_json_and_shows_examples(words, command):
    assert "--json" in {option for parameter in command.params for option in parameter.opts}
    assert "Examples:" in command.help or words.startswith("eval ")


def test_the_shell_completes_commands_and_ids():
    def completed(words):
        environment = os.environ | {
            "COMP_WORDS": words,
            "COMP_CWORD": str(words.count(" ")),
            "_HIGGS_SYM_COMPLETE": "bash_complete",
        }
        code = "import sys; from higgs_sym.cli import main; main(prog_name='higgs-sym')"
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
        )
        return [line.partition(",")[2] for line in done.stdout.split()]

    assert "material" in completed("higgs-sym mat")
    # bash cuts words at colons and replaces what follows the last one
    assert completed("higgs-sym show threshold : im : ba")[0] == "bare"
    assert completed("higgs-sym verify s : 2 eq : 22 : on") == ["onset"]
    assert {"gap", "kernel"} <= set(completed("higgs-sym derive d :"))
    assert {"eq:22", "threshold:im", "d:gap"} <= set(completed("higgs-sym show "))


def test_list_shows_every_record(capsys):
    lines = output(capsys, "list").splitlines()
    ids = {line.split()[1] for line in lines[1:]}
    assert ids >= {row.id for table in (FORMULAS, CLAIMS, QUANTITIES, DERIVATIONS) for row in table}
    assert "\x1b" not in "".join(lines)


def test_list_of_what_a_formula_may_use(capsys):
    from higgs_sym.parsing.vocabulary import known_names

    text = output(capsys, "list", "function")
    assert re.search(r"^log\(x\[, base\]\) +ln +natural logarithm", text, re.MULTILINE)
    said = set(re.findall(r"\w+", text))
    assert {name for name in known_names() if re.fullmatch(r"[A-Z]\w*|[a-z]+\d*", name)} <= said | set(ids())
    assert all(row["meaning"] for row in json.loads(output(capsys, "list", "function", "--json")))


def ids():
    return [row.id for table in (QUANTITIES, FORMULAS) for row in table]


def test_list_one_kind_as_json(capsys):
    rows = json.loads(output(capsys, "list", "formula", "--json"))
    assert [row["id"] for row in rows] == [row.id for row in FORMULAS]


@pytest.mark.parametrize("row", [*FORMULAS, *CLAIMS, *QUANTITIES], ids=lambda row: row.id)
def test_show_every_record(capsys, row):
    text = output(capsys, "show", row.id)
    assert row.id in text
    assert "$" not in text


def test_show_latex_is_the_equation_and_what_it_uses(capsys):
    text = output(capsys, "show", "eq:22", "--latex")
    assert text.startswith(r"\mathrm{Im}\,\chi^{-1}")
    assert r",\qquad \gamma = \zeta^{1/3}" in text
    assert text.count("\n") == 1
    bare = output(capsys, "show", "eq:22", "--latex", "--bare")
    assert text.startswith(bare.rstrip("\n"))
    assert r"\qquad" not in bare


@pytest.mark.parametrize("more", [("--format", "typst"), ("--format", "mathml"), ("--json",)])
def test_options_of_show_that_contradict_each_other(capsys, more):
    assert run(["show", "eq:22", "--latex", *more]) == 2
    assert "Error: " in capsys.readouterr().err
    assert output(capsys, "show", "eq:22", "--latex", "--format", "latex")


def test_show_in_other_markup_and_in_full(capsys):
    assert output(capsys, "show", "threshold:im", "--format", "typst").startswith('$ op("Im") thin chi')
    assert r"\Gamma \varepsilon_g" in output(capsys, "show", "threshold:im:1/10", "--full")
    assert "one form only" in output(capsys, "show", "eq:18", "--full", code=2)


def test_latex_writes_a_document(capsys, tmp_path):
    path = tmp_path / "paper.tex"
    assert output(capsys, "latex", "eq:10:closing", "eq:22", "-o", str(path)) == f"{path}\n"
    text = path.read_text(encoding="utf-8")
    assert r"\label{eq-22}" in text
    assert r"\label{derivation-d-gap}" in text  # the claim's derivation
    assert "has no place" in output(capsys, "latex", "chi_inv", code=2)
    assert list(json.loads(output(capsys, "latex", "eq:22", "--json"))["formulas"]) == ["eq:22"]


def test_code_of_a_formula_and_of_a_claim(capsys):
    assert "double threshold_im(double delta, double zeta)" in output(
        capsys, "code", "threshold:im:1/10", "--lang", "c"
    )
    assert json.loads(output(capsys, "code", "eq:22", "--json"))["arguments"] == ["delta", "zeta"]
    assert "unknown formula id" in output(capsys, "code", "eq:222", code=2)


def test_latex_takes_from_the_store_what_was_derived_before(capsys, tmp_path, monkeypatch):
    path = tmp_path / "paper.tex"
    output(capsys, "latex", "d:gap", "-o", str(path))
    first = path.read_bytes()
    monkeypatch.setattr("higgs_sym.steps.Chain.show", None)  # nothing is derived again
    output(capsys, "latex", "d:gap", "-o", str(path))
    assert path.read_bytes() == first


@pytest.mark.parametrize("words", [("latex", "d:threshold"), ("figure", "portrait")])
def test_a_folder_that_is_not_there_is_told_before_the_work_and_not_made(capsys, tmp_path, words):
    path = tmp_path / "nowhere" / "out.pdf"
    assert f"there is no folder {path.parent}" in output(capsys, *words, "-o", str(path), code=2)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("identifier", "name", "start"), [
    ("map:momentum:im", "map.svg", b"<?xml"),
    ("onset", "a.pdf", b"%PDF"), (QUICK, "b.svg", b"<?xml"), ("threshold:im", "c.PNG", b"\x89PNG"),
])  # fmt: skip
def test_figure_of_a_record(capsys, tmp_path, identifier, name, start):
    path = tmp_path / name
    assert output(capsys, "figure", identifier, "-o", str(path)) == f"{path}\n"
    assert path.read_bytes().startswith(start)


@pytest.mark.parametrize(("identifier", "name", "message"), [
    ("onset", "a.jpg", r"output = .*a\.jpg: accepted is a file name that ends in .pdf, .svg, .png"),
    ("s:2", "a.pdf", "statement 's:2' has no drawing: give a figure, a claim, a map, or a formula with a map"),
    ("onsett", "a.pdf", "unknown record id 'onsett'; did you mean onset"),
])  # fmt: skip
def test_figure_of_nothing(capsys, tmp_path, identifier, name, message):
    assert re.search(message, output(capsys, "figure", identifier, "-o", str(tmp_path / name), code=2))
    assert not list(tmp_path.iterdir())


def test_material_in_laboratory_units(capsys):
    film = ("material", "--Delta0", "2.6 meV", "--Gamma", "0.1 meV", "-T", "4 K")
    assert output(capsys, *film).splitlines()[1].split() == ["zeta", "0.0397168"]
    made = json.loads(output(capsys, *film, "--json"))
    assert made["order parameter Delta"]["E/h in THz"] == pytest.approx(0.60881, rel=1e-4)
    assert "give the name of a material or --Delta0" in output(capsys, "material", code=2)
    assert "one of Al, Nb" in output(capsys, "material", "Pb", code=2)


def test_show_json(capsys):
    facts = json.loads(output(capsys, "show", "eq:22", "--json"))
    assert facts["kind"] == "formula"
    assert "reconstructed" in facts["source"]


def test_eval_prints_the_digits_promised(capsys):
    for digits in (10, 30, 50):
        text = output(capsys, "eval", "gap", "--zeta", "1/10", "--digits", str(digits)).strip()
        assert len(text.removeprefix("0.")) == digits
    assert len(output(capsys, "eval", "gap", "--zeta", "1/10").strip().removeprefix("0.")) == 12


def test_eval_json(capsys):
    made = json.loads(output(capsys, "eval", "gap", "--zeta", "0.1", "--digits", "20", "--json"))
    assert made["quantity"] == "gap"
    assert made["arguments"] == {"zeta": "0.1", "digits": 20}
    assert len(made["real"]) == 22


@pytest.mark.parametrize("quantity", QUANTITIES, ids=lambda row: row.id)
def test_every_quantity_is_a_command(capsys, quantity):
    text = output(capsys, "eval", quantity.id, "--help")
    assert "--digits" in text


@pytest.mark.parametrize("quantity", QUANTITIES, ids=lambda row: row.id)
def test_every_parameter_is_an_option_of_the_same_name(quantity):
    names = {option.name for option in command_for(quantity).params}
    assert names - {"as_json"} == set(inspect.signature(quantity.function).parameters)


def test_eval_help_lists_quantities(capsys):
    text = output(capsys, "eval", "--help")
    assert all(quantity.id in text for quantity in QUANTITIES)


def test_complex_numbers_are_exact():
    import sympy

    half, tenth = sympy.Rational(1, 2), sympy.Rational(1, 10)
    assert number("2+1/10j") == 2 + tenth * sympy.I
    assert number("0.5-1e-1i") == half - tenth * sympy.I
    assert number("j") == sympy.I
    assert number("-0.1j") == -tenth * sympy.I
    assert number("1e-1+j") == tenth + sympy.I
    assert number("1/10") == "1/10"


def test_numbers_print_the_digits_promised():
    assert text_of(0.25, None) == "0.250000000000"
    assert text_of(0.25 + 0j, None) == "0.250000000000 + 0j"
    assert text_of(1 - 2e-20j, 12) == "1.00000000000 - 2.00000000000e-20j"
    assert parts(1.5, 3) == ("1.50", None)


def test_double_precision_promises_digits_of_the_modulus():
    assert text_of(1 - 0.00123456789012345j, None) == "1.00000000000 - 0.00123456789j"
    assert text_of(1 - 2e-20j, None) == "1.00000000000 + 0j"


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["show", "eq:222"], r"unknown record id 'eq:222'; did you mean eq:22"),
        (["verify", "eq:10:wek"], r"unknown claim or statement id .*did you mean eq:10:weak"),
        (["derive", "d:gab"], r"unknown derivation id .*did you mean d:gap"),
        (["eval", "chi_in", "--omega", "2"], r"unknown quantity id 'chi_in'; did you mean chi_inv"),
        (["eval", "gap", "--zeta", "-1"], r"zeta = '-1': accepted is "),
        (["eval", "gap", "--zeta", "nan"], r"zeta = 'nan': accepted is "),
        (["eval", "gap", "--zeta", "0.1", "--digits", "5"], r"digits = 5: accepted is .*10 to 100"),
        (["eval", "chi_inv", "--omega", "1-1j", "--zeta", "0.1"], r"omega = .*: accepted is "),
        (["eval", "chi_inv", "--omega", "1", "--zeta", "0.1", "--kappa", "-1"], r"kappa = '-1': accepted is "),
        (["verify", QUICK, "--digits", "1000"], r"digits = 1000: accepted is "),
    ],
)
def test_an_expected_error_is_one_line(capsys, argv, message):
    text = output(capsys, *argv, code=2)
    assert re.fullmatch(rf"higgs-sym: error: {message}.*\n", text), text


@pytest.mark.parametrize("argv", [["nonsense"], ["eval", "gap"], ["derive"], ["list", "nothing"]])
def test_wrong_usage_is_code_2(capsys, argv):
    assert "Traceback" not in output(capsys, *argv, code=2)


def test_verify_one_claim(capsys):
    lines = output(capsys, "verify", QUICK).splitlines()
    assert lines[0].split()[:3] == ["claim", "order", "measured"]
    assert lines[-1] == "1 confirmed"


def test_verify_a_formula_checks_every_claim_on_it():
    assert ids_of(("bcs:below",)) == [claim.id for claim in CLAIMS if claim.formula == "bcs:below"]
    assert ids_of((QUICK, "bcs:below")).count(QUICK) == 1


def test_verify_a_formula_without_claim_says_why(capsys):
    (row,) = [row for row in FORMULAS if row.id == "eq:21"]
    assert row.no_claim in output(capsys, "verify", "eq:21", code=2)


def test_verify_a_statement(capsys):
    lines = output(capsys, "verify", "s:2").splitlines()
    assert lines[0].split() == ["statement", "evidence", "verdict"]
    assert lines[-1] == "1 confirmed"
    (made,) = json.loads(output(capsys, "verify", "s:2", "--json"))
    assert (made["statement"], made["kind"]) == ("s:2", "confirmed")


def test_a_statement_decided_otherwise_than_on_record_fails(capsys, monkeypatch):
    outcome = Outcome(findings={"s:2": Finding(Kind.REFUTED, "made up", "measured")})
    monkeypatch.setattr(check, "verify_all", lambda *_, **__: outcome)
    assert "s:2: refuted: made up" in output(capsys, "verify", code=1)


def test_verify_json(capsys):
    (made,) = json.loads(output(capsys, "verify", QUICK, "--json"))
    assert made["claim"] == QUICK
    assert made["kind"] == "confirmed"
    assert len(made["samples"]) == CLAIMS[QUICK].limit.samples


@pytest.mark.parametrize("kind", [Kind.WRONG_ORDER, Kind.UNDECIDED])
def test_verify_fails_on_what_was_not_expected(capsys, monkeypatch, kind):
    verdict = replace(check.verify(CLAIMS[QUICK], 10), kind=kind, reason="made up")
    monkeypatch.setattr(check, "verify_all", lambda *_, **__: Outcome((verdict,)))
    text = output(capsys, "verify", QUICK, code=1)
    assert "NOT EXPECTED" in text
    assert f"{QUICK}: {kind.value}: made up" in text


def test_undecided_fails_even_where_it_is_on_record(capsys, monkeypatch):
    verdict = replace(check.verify(CLAIMS[QUICK], 10), kind=Kind.UNDECIDED, reason="made up")
    monkeypatch.setattr(check, "verify_all", lambda *_, **__: Outcome((verdict,)))
    monkeypatch.setattr(check, "surprises", lambda *_: ())
    assert "NOT EXPECTED" not in output(capsys, "verify", QUICK, code=1)


def test_verify_summary_is_one_page(capsys):
    text = output(capsys, "verify", QUICK, "s:2", "--summary")
    assert text.startswith("# Verdicts\n\n2 confirmed, 0 corrected, 0 refuted and 0 undecided.")
    assert f"- **{QUICK}** " in text


def test_verify_a_claim_file_and_write_junit(capsys, tmp_path):
    path, xml = tmp_path / "claims.toml", tmp_path / "out.xml"
    text = '[[claim]]\nid = "a"\napprox = "x"\nexact = "sin(x)"\nvar = "x"\nto = "0+"\n'
    path.write_text(text, encoding="utf-8")
    assert output(capsys, "verify", str(path), "--junit", str(xml)).splitlines()[-1] == "1 confirmed"
    assert ElementTree.parse(xml).getroot().get("tests") == "1"
    path.write_text(text + 'expect = "wrong order"\n', encoding="utf-8")
    assert "NOT EXPECTED" in output(capsys, "verify", str(path), code=1)
    path.write_text(text.replace("sin(x)", "sin(x"), encoding="utf-8")
    message, formula, caret = output(capsys, "verify", str(path), code=2).rstrip("\n").split("\n")
    assert "claims.toml: claim 'a': exact: a , or ) is missing" in message
    assert caret.index("^") == len(formula)


def test_an_id_of_a_file_must_not_be_a_registered_one(capsys, tmp_path):
    path = tmp_path / "claims.toml"
    path.write_text(f'[[claim]]\nid = "{QUICK}"\napprox = "x"\nexact = "x"\nvar = "x"\nto = "0+"\n', encoding="utf-8")
    assert "already used elsewhere" in output(capsys, "verify", str(path), code=2)


WATSON = ("--approx", "1/x - 1/x**2", "--exact", "Integral(exp(-x*t)/(1+t), (t, 0, oo))", "--var", "x", "--to", "oo")


def test_check_prints_what_was_found(capsys):
    found = dict(line.split(maxsplit=1) for line in output(capsys, "check", *WATSON).splitlines() if "<" not in line)
    assert found["verdict"] == "confirmed: order and prefactor agree"
    assert found["exponent"].startswith("1 ± 1e-")
    assert found["remainder"].startswith("2.0000000000(1)/x^3")
    assert found["evidence"].startswith("measured; ")


@pytest.mark.parametrize(("approx", "exact", "said"), [
    ("x/2", "sin(x/2)", r"0\.50* x"),
    ("x**2", "sin(x)**2", r"1\.0* x\^2"),
    ("sqrt(x)", "sqrt(sin(x))", r"1\.0* x\^\(1/2\)"),
    ("1 - x**2/2", "cos(x)", r"1\.0*"),
    ("exp(-1/x)", "exp(-1/x)*(1 + x)", r"exp\(-1/x\)"),
])  # fmt: skip
def test_check_writes_the_law_as_one_writes_it(capsys, approx, exact, said):
    lines = output(capsys, "check", "--approx", approx, "--exact", exact, "--var", "x", "--to", "0+").splitlines()
    (law,) = (line.removeprefix("exact goes as").strip() for line in lines if line.startswith("exact goes as"))
    assert re.fullmatch(said, law), law


def test_check_json(capsys):
    made = json.loads(output(capsys, "check", *WATSON, "--json"))
    assert (made["kind"], made["small_parameter"]) == ("confirmed", "1/x")
    assert "cpu_seconds" not in made


@pytest.mark.parametrize(("more", "code", "message"), [
    (("--remainder", "2"), 0, "confirmed"),
    (("--remainder", "2/x**2", "--order", "1", "--prefactor", "1", "--range", "20", "--digits", "25"), 0, "confirmed"),
    (("--order", "2"), 1, "wrong order"),
    (("--remainder", "1"), 1, "wrong order: the remainder goes as"),
    (("--at", "zeta"), 2, "NAME=FORMULA"),
    (("--at", "zeta=1/"), 2, "ends too early"),
])  # fmt: skip
def test_check_compares_what_is_claimed(capsys, more, code, message):
    assert message in output(capsys, "check", *WATSON, *more, code=code)


def test_check_points_at_what_is_no_formula(capsys):
    text = output(capsys, "check", "--approx", "x.__class__", "--exact", "x", "--var", "x", "--to", "0+", code=2)
    assert text == "higgs-sym: error: a dot stands inside numbers only, at character 2\n  x.__class__\n   ^\n"


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no pseudo-terminals here")
def test_with_progress_on_a_terminal_the_output_still_goes_into_the_file():
    terminal, end = os.openpty()

    def look():
        with contextlib.suppress(OSError):
            while os.read(terminal, 1 << 16):
                pass

    reader = threading.Thread(target=look, daemon=True)
    reader.start()
    code = "import sys; from higgs_sym.cli import run; sys.exit(run(['derive', 'd:gap']))"
    made = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=end, text=True, check=True)
    os.close(end)
    reader.join(10)
    os.close(terminal)
    assert made.stdout.startswith("d:gap")


def test_derive_says_how_each_step_was_checked(capsys):
    text = output(capsys, "derive", "d:gap")
    assert "[proved]" in text
    assert "[definition]" in text
    assert re.search(r"\d+ steps: \d+ proved", text)
    assert "\\" not in text
    assert r"\sqrt{1 - u^{2}}" in output(capsys, "derive", "d:gap", "--latex")


def test_report_from_verdicts_on_record(capsys, tmp_path):
    from higgs_sym.registry import CLAIMS
    from higgs_sym.report import archive

    path = tmp_path / "verdicts.json"
    path.write_text(archive.dumps(archive.Archive((check.verify(CLAIMS[QUICK], 10),), {}), CLAIMS), encoding="utf-8")
    text = output(capsys, "report", "--verdicts", str(path), "-o", str(tmp_path / "out"))
    assert "1 claims, 0 statements: 1 confirmed" in text
    assert {each.name for each in (tmp_path / "out").iterdir()} == {
        "report.html",
        "report.tex",
        "summary.md",
        "verdicts.json",
        "figures",
    }


def test_report_into_a_file_is_code_2(capsys, tmp_path):
    (tmp_path / "file").write_text("")
    assert "is a file" in output(capsys, "report", "-o", str(tmp_path / "file"), code=2)


def test_ascii_terminals_read_greek():
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "higgs_sym", "show", "eq:22"]
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    assert b"Im chi^-1(2epsilon_g+delta) =" in done.stdout
    assert done.stdout.isascii()


def test_a_reader_that_leaves_is_no_error():
    command = f"{sys.executable} -m higgs_sym list | head -n 1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.parametrize(("expect", "code"), [("confirmed", 0), ("wrong order", 1)])
def test_the_exit_code_survives_a_reader_that_leaves(tmp_path, expect, code):
    path = tmp_path / "claims.toml"
    path.write_text(
        f'[[claim]]\nid = "a"\napprox = "x"\nexact = "sin(x)"\nvar = "x"\nto = "0+"\nexpect = "{expect}"\n',
        encoding="utf-8",
    )
    for options in ("", "--json"):
        # `true` has left before the first line is written
        command = f"{sys.executable} -m higgs_sym verify {path} {options} | true; exit ${{PIPESTATUS[0]}}"
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (code, "")


def test_signs_of_life_where_there_is_no_terminal(capsys, monkeypatch):
    from higgs_sym.cli import output as module

    monkeypatch.setattr(module, "LIFE_SIGN", 0.01)
    with module.progress("deriving") as bar:
        bar(3, 7, "d:gap")
        time.sleep(0.1)
    caught = capsys.readouterr()
    assert caught.out == ""
    assert re.fullmatch(r"(higgs-sym: deriving 3 of 7 \(d:gap\), 0 s\n)+", caught.err)


def test_the_explorer_is_ended_by_an_interrupt():
    code = "import sys; from higgs_sym.cli import run; sys.exit(run(['explore', '--no-open']))"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/ \(Ctrl-C to stop\)\n", process.stdout.readline())
    process.send_signal(signal.SIGINT)
    rest, complaint = process.communicate(timeout=60)
    assert (process.returncode, rest, complaint) == (0, "", "")


def test_missing_command_line_extra(monkeypatch):
    from higgs_sym.__main__ import main

    for name in [each for each in sys.modules if each.startswith("higgs_sym.cli")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "click", None)
    with pytest.raises(SystemExit, match=r"pip install 'higgs_sym\[cli\]'"):
        main()


def test_help_is_light():
    code = (
        "import sys, higgs_sym.cli as c; c.run(['--help']);"
        "sys.exit(' '.join(m for m in ('sympy', 'numpy', 'mpmath', 'matplotlib') if m in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_aligned_columns():
    assert aligned([("a", "b"), ("long", "c")]) == ["a     b", "long  c"]
