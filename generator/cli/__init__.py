"""The command `ordinance`: arguments, exit status, the terminal. Knows nothing of how a thing is drafted."""

from __future__ import annotations

import importlib
import os
import sys

import click

from generator import __version__
from generator.errors import DraftingError

COMMANDS = {  # command: the module that holds it; loaded when it is called, so that --help stays quick
    "draft": "drafting", "explain": "drafting", "ladder": "drafting",
    "places": "looking", "topics": "looking", "clauses": "looking", "show": "looking", "law": "looking",
    "redline": "redlining", "review": "redlining", "upgrade": "redlining", "scrub": "redlining",
    "check": "checking", "compare": "checking", "adopt": "checking",
    "new": "making", "schema": "making", "translations": "translating",
}


class Ordinance(click.Group):
    """The group of commands, each loaded when it is called; faults end with status 2 and no traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name."""
        if name not in COMMANDS:
            return None
        return getattr(importlib.import_module(f"generator.cli.{COMMANDS[name]}"), name)

    def resolve_command(self, ctx: click.Context, args: list[str]):
        """Like click's own, with the nearest name for an unknown command."""
        from generator.errors import did_you_mean

        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"No such command '{args[0]}'. {did_you_mean(args[0], COMMANDS, 'commands')}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context):
        """Run, and tell faults in the drafter's words."""
        try:
            return super().invoke(ctx)
        except DraftingError as error:
            tell_faults(error)
            ctx.exit(2)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(1)
        except Exception as error:
            if os.environ.get("ORDINANCE_DEBUG"):
                raise
            click.echo(f"error: the program failed: {type(error).__name__}: {error}\n"
                       "    This is a fault of the program. Nothing was written for this document. Run it again with\n"
                       "    ORDINANCE_DEBUG=1 and send us what it prints.", err=True)
            ctx.exit(2)


def tell_faults(error: DraftingError) -> None:
    """Every fault on the standard error stream, and how many there are."""
    for fault in error.faults:
        click.echo(f"error: {fault}", err=True)
    if len(error.faults) > 1:
        click.echo(f"{len(error.faults)} faults; nothing was written.", err=True)


@click.group(cls=Ordinance, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="ordinance")
def main() -> None:
    """Draft fair-and-welcoming executive orders, resolutions and ordinances for one town, in Word.

    \b
    ordinance places                     the towns that have a profile
    ordinance new                        ask for a town and write its profile
    ordinance draft passaic-nj           draft its instruments into output/passaic-nj/

    Drafts are starting points, not legal advice: have counsel review each one.
    """
