"""`explore`: the page with the sliders."""

from __future__ import annotations

from contextlib import suppress

import click

from higgs_sym.cli.output import flush, print_json, say


@click.command(short_help="A page with sliders, for this machine only.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port on this machine; a free one if not given.")
@click.option("--open/--no-open", "show", default=True, show_default=True, help="Open the page in the browser.")
@click.option("--json", "as_json", is_flag=True, help="Print the address as JSON.")
def explore(port: int, show: bool, as_json: bool) -> None:
    """Serve a page, to this machine only, that shows the response for any pair breaking, momentum and temperature.

    It shows the density of states, chi^-1, chi, chi(t) and the singular points, exact and approximate, and exports
    the figure (SVG), the data (CSV) and the Python that reproduces them. Stop it with Ctrl-C; that is exit code 0.

    \b
    Examples:
      higgs-sym explore
      higgs-sym explore --port 8080 --no-open
    """
    import webbrowser

    from higgs_sym.explore.server import serve

    with serve(port) as server, suppress(KeyboardInterrupt):  # the way to end it, so no failure
        address = f"http://127.0.0.1:{server.server_address[1]}/"
        if as_json:
            print_json({"address": address})
        else:
            say(f"{address} (Ctrl-C to stop)")
        flush()
        if show:
            webbrowser.open(address)
        server.serve_forever()
