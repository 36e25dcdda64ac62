"""`eval`: full quantities at one point, with exactly the digits that are promised."""

from __future__ import annotations

import inspect
import re
from typing import Any

import click

from higgs_sym.cli.output import print_json, say
from higgs_sym.runs.text import FLOAT64_DIGITS, number, parts


class Quantities(click.Group):
    """One command per registered quantity; its options are the parameters of the function."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        from higgs_sym.registry import QUANTITIES

        return [quantity.id for quantity in QUANTITIES]

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        from higgs_sym.registry import QUANTITIES

        return command_for(QUANTITIES[name])


@click.command(
    cls=Quantities,
    name="eval",
    subcommand_metavar="QUANTITY [OPTIONS]",
    options_metavar="",
    short_help="A full quantity at one point, to any number of digits.",
)
def evaluate() -> None:
    """Evaluate a full quantity; see `higgs-sym eval QUANTITY --help` for its parameters.

    Numbers are exact where they are written so: 1/10, 0.1; complex ones as 2+1/10j. Energies are in units
    of Delta.

    \b
    Examples:
      higgs-sym eval gap --zeta 1/10
      higgs-sym eval chi_inv --omega 2 --zeta 1/10 --digits 30
      higgs-sym eval chi --omega 2+0.1j --zeta 0.3 --json
    """


def command_for(quantity: Any) -> click.Command:
    """The click command of one quantity, made from the signature of its function."""
    options = [_option(parameter) for parameter in inspect.signature(quantity.function).parameters.values()]
    options.append(click.Option(["--json", "as_json"], is_flag=True, help="Print JSON."))

    def call(as_json: bool, **texts: Any) -> None:
        arguments = {name: number(text) for name, text in texts.items() if text is not None}
        value = quantity.function(**arguments)
        digits = texts.get("digits")
        if as_json:
            print_json(_as_json(quantity.id, texts, value, digits))
        else:
            say(text_of(value, digits))

    text = inspect.getdoc(quantity.function) or ""
    about = "\b\n" + text.replace("\n\n", "\n\n\b\n")  # keep the docstring's own line breaks
    brief = re.split(r"[,;.] |\.$", text.partition("\n")[0])[0]
    return click.Command(quantity.id, params=list(options), callback=call, help=about, short_help=brief)


def _option(parameter: inspect.Parameter) -> click.Option:
    word, default = parameter.name.replace("_", "-"), parameter.default
    flags = [f"--{word}", parameter.name]  # the name as well: click would turn T into t
    if parameter.name == "digits":
        about = f"Correct digits to compute and print; {FLOAT64_DIGITS}, in double precision, if not given."
        return click.Option(flags, type=int, help=about)
    if isinstance(default, bool):
        return click.Option([f"--{word}/--no-{word}", parameter.name], default=default, show_default=True)
    if default is inspect.Parameter.empty:
        return click.Option(flags, metavar="NUMBER", required=True)
    if "int" in str(parameter.annotation):
        return click.Option(flags, type=int, default=default, show_default=default is not None)
    return click.Option(flags, metavar="NUMBER", default=str(default), show_default=True)


def text_of(value: Any, digits: int | None) -> str:
    """The value with the digits that are promised and no more; see `runs.text.parts`."""
    real, imaginary = parts(value, digits)
    if imaginary is None:
        return real
    sign, size = ("-", imaginary[1:]) if imaginary.startswith("-") else ("+", imaginary)
    return f"{real} {sign} {size}j"


def _as_json(name: str, texts: dict[str, Any], value: Any, digits: int | None) -> dict[str, Any]:
    real, imaginary = parts(value, digits)
    result = {"quantity": name, "arguments": texts, "digits": digits or FLOAT64_DIGITS, "real": real}
    return result if imaginary is None else result | {"imag": imaginary}
