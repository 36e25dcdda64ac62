"""`material`: laboratory units -> the parameters of the theory, and what an experiment sees."""

from __future__ import annotations

from typing import Any

import click

from higgs_sym.cli.output import print_json, print_table


@click.command(short_help="A film in meV, THz, K and ps: gap, peak, ring-down.")
@click.argument("preset", required=False)
@click.option("--Delta0", "delta0", metavar="ENERGY", help="Order parameter at T = 0 without pair breaking: '2.6 meV'.")
@click.option("--Gamma", "gamma", metavar="ENERGY", default="0 meV", show_default=True, help="Pair-breaking rate.")
@click.option(
    "-T", "--T", "temperature", metavar="TEMPERATURE", default="0 K", show_default=True, help="Temperature: '4 K'."
)
@click.option("-D", "--D", "diffusion", metavar="DIFFUSION", help="Diffusion coefficient, for -q: '0.5 cm^2/s'.")
@click.option("-q", "--q", "wave_number", metavar="WAVENUMBER", help="Wave number, with -D: '0.02 1/nm'; else 0.")
@click.option("--digits", type=int, help="Digits of every number; double precision if not given.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def material(
    preset: str | None,
    delta0: str | None,
    gamma: str,
    temperature: str,
    diffusion: str | None,
    wave_number: str | None,
    digits: int | None,
    as_json: bool,
) -> None:
    """A film in laboratory units: zeta, kappa, gap, absorption peak, ring-down.

    PRESET is Al, Nb, NbN or NbTiN, with a typical Delta0 from the literature; otherwise give --Delta0. Energies may be
    written in meV, K, THz (meaning E/h), rad/ps (meaning E/hbar) or 1/cm. What does not exist for the film has no line:
    no gap and no ring-down in the gapless state, no tail at q > 0.

    \b
    Examples:
      higgs-sym material NbN --Gamma "0.05 meV" -T "4 K"
      higgs-sym material --Delta0 "2.6 meV" --Gamma "0.1 meV" -D "0.5 cm^2/s" -q "0.02 1/nm" --json
    """
    from higgs_sym.materials.material import Material

    if (preset is None) == (delta0 is None):
        raise click.UsageError("give the name of a material or --Delta0, and not both")
    rest: dict[str, Any] = {"Gamma": gamma, "T": temperature, "D": diffusion, "q": wave_number, "digits": digits}
    film = Material.preset(preset, **rest) if preset else Material(str(delta0), **rest)
    facts = film.summary()
    if as_json:
        print_json(facts)
        return
    rows = [(name, _text(row.get("value")), *(_text(row.get(unit)) for unit in UNITS)) for name, row in facts.items()]
    print_table(("", "number", *UNITS[:-1], "time in ps"), rows)


UNITS = ("meV", "E/h in THz", "E/hbar in rad/ps", "K", "period in ps", "ps")


def _text(value: Any) -> str:
    return "" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)
