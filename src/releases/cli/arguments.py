"""Options: the ones that all commands share, and how what people type is read."""

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NoReturn

from releases.errors import UsageError

if TYPE_CHECKING:
    from releases.model.release import Kind

Options = Callable[[argparse.ArgumentParser], None]


class Parser(argparse.ArgumentParser):
    """argparse whose errors are ours, and which never guesses at a shortened option."""

    def error(self, message: str) -> NoReturn:
        from releases.logs import redact

        raise UsageError(redact(message), f"see {self.prog} --help")


class _Help(Exception):
    pass


class _ShowHelp(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        parser.print_help()
        raise _Help


class _ShowVersion(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from releases import __version__
        from releases.cli.render import put

        put(f"releases {__version__}")
        raise _Help


def parse(
    name: str, help_text: str, options: Options, words: Sequence[str]
) -> argparse.Namespace | None:
    """The arguments of a command; None where only its help was asked for."""
    parser = Parser(
        prog=f"releases {name}",
        description=help_text[:1].upper() + help_text[1:] + ".",
        add_help=False,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    options(parser)
    shared = parser.add_argument_group("global options")
    shared.add_argument("--db", metavar="URL", help="the database")
    shared.add_argument("--config", metavar="FILE", help="the configuration file")
    shared.add_argument("--as", metavar="NAME", dest="subscriber", help="the subscriber who acts")
    shared.add_argument(
        "-v", "--verbose", action="count", default=0, help="say more; twice for everything"
    )
    shared.add_argument("--version", action=_ShowVersion, nargs=0, help="print the version")
    shared.add_argument("-h", "--help", action=_ShowHelp, nargs=0, help="print this")
    try:
        return parser.parse_args(list(words))
    except _Help:
        return None


def json_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def territories_option(parser: argparse.ArgumentParser, help_text: str) -> None:
    parser.add_argument(
        "--in", dest="territories", metavar="TERRITORY", action="append", default=[],
        help=help_text,
    )  # fmt: skip


def kinds_option(parser: argparse.ArgumentParser, help_text: str) -> None:
    parser.add_argument(
        "--kind", dest="kinds", metavar="KIND", action="append", default=[], help=help_text
    )


def narrowing_options(parser: argparse.ArgumentParser) -> None:
    """What narrows a title to one release."""
    territories_option(parser, "the release in this territory")
    kinds_option(parser, "the release of this kind")
    parser.add_argument("--label", metavar="LABEL", help="the release with this label")
    year_option(parser, "the film of this year")


def year_option(parser: argparse.ArgumentParser, help_text: str) -> None:
    parser.add_argument("--year", metavar="YEAR", type=_year, help=help_text)


def _year(text: str) -> int:
    from releases.model.dates import EARLIEST_YEAR, LATEST_YEAR

    wanted = text.strip()
    if not wanted.isascii() or not wanted.isdigit() or len(wanted) > 4:
        raise argparse.ArgumentTypeError(f"{wanted[:40]!r} is not a year")
    if not EARLIEST_YEAR <= int(wanted) <= LATEST_YEAR:
        raise argparse.ArgumentTypeError(f"no film is of the year {wanted}")
    return int(wanted)


def read_territories(values: Sequence[str]) -> tuple[str, ...]:
    """Codes of the territories given, in order, once each: `GB,IE` and repeated options alike."""
    if not values:
        return ()
    from releases.model.territory import territory

    words = [word for value in values for word in value.split(",")]
    if any(not word.strip() for word in words):
        raise UsageError("a territory is missing in --in", "write it as --in GB or --in GB,IE")
    return tuple(dict.fromkeys(territory(word) for word in words))


def read_kinds(values: Sequence[str]) -> "tuple[Kind, ...]":
    """The kinds given, once each."""
    if not values:
        return ()
    from releases.model.release import Kind

    return tuple(dict.fromkeys(Kind.read(w) for value in values for w in value.split(",")))


def read_number(text: str, *, least: int, most: int, what: str) -> int:
    """A whole number within bounds; raise `UsageError`."""
    wanted = text.strip()
    if not wanted.isascii() or not wanted.isdigit() or len(wanted) > 9:
        raise UsageError(f"{wanted[:40]!r} is not a number", f"{what} is {least} to {most}")
    if not least <= int(wanted) <= most:
        raise UsageError(f"{wanted} is out of range", f"{what} is {least} to {most}")
    return int(wanted)
