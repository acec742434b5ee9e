"""completion: a script that lets a shell complete commands, verbs and global options."""

import argparse

from releases.cli.main import COMMANDS, GLOBALS
from releases.cli.render import put
from releases.cli.world import World

SHELLS = ("bash", "zsh", "fish")


def completion_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", metavar="SHELL", choices=SHELLS, help=", ".join(SHELLS))


def completion_command(world: World, args: argparse.Namespace) -> None:
    put({"bash": _bash, "zsh": _zsh, "fish": _fish}[args.shell]())


def _groups() -> dict[str, list[str]]:
    return {name: list(verbs) for name, verbs in COMMANDS.items() if isinstance(verbs, dict)}


def _options() -> str:
    return " ".join([*sorted(name for name in GLOBALS if name.startswith("--")), "--help"])


def _bash() -> str:
    cases = "\n".join(
        f'    {name}) words="{" ".join(verbs)}" ;;' for name, verbs in _groups().items()
    )
    return f"""\
# releases: bash completion. Use it with: eval "$(releases completion bash)"
_releases() {{
  local word="${{COMP_WORDS[COMP_CWORD]}}" words=""
  case "$word" in
    -*) COMPREPLY=($(compgen -W "{_options()}" -- "$word")); return ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="{" ".join(COMMANDS)}"
  elif [ "$COMP_CWORD" -eq 2 ]; then
    case "${{COMP_WORDS[1]}}" in
{cases}
    completion) words="{" ".join(SHELLS)}" ;;
    esac
  fi
  if [ -n "$words" ]; then
    COMPREPLY=($(compgen -W "$words" -- "$word"))
  else
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}}
complete -o filenames -F _releases releases"""


def _zsh() -> str:
    return "autoload -U +X bashcompinit && bashcompinit\n" + _bash().replace(
        "bash completion", "zsh completion, by way of bash's"
    ).replace("completion bash", "completion zsh")


def _fish() -> str:
    lines = ["# releases: fish completion. Use it with: releases completion fish | source"]
    for name, command in COMMANDS.items():
        about = "group of commands" if isinstance(command, dict) else command.help
        lines.append(
            f"complete -c releases -n __fish_use_subcommand -f -a {name} -d '{_plain(about)}'"
        )
    for name, verbs in _groups().items():
        table = COMMANDS[name]
        assert isinstance(table, dict)
        lines += [
            f"complete -c releases -n '__fish_seen_subcommand_from {name}' -f -a {verb} "
            f"-d '{_plain(table[verb].help)}'"
            for verb in verbs
        ]
    lines += [
        f"complete -c releases -l {name[2:]}{' -r' if takes else ''}"
        for name, takes in GLOBALS.items()
        if name.startswith("--")
    ]
    return "\n".join(lines)


def _plain(text: str) -> str:
    return text.replace("'", "\\'")
