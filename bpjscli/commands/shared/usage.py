"""What a wrong command line is answered with: one line, as every other error, in the language of the run."""

from __future__ import annotations

from typing import Any

from bpjscli.i18n import language_of_words, speaking
from bpjscli.i18n import say as _

USAGE = 2


class Speaking:
    """What a command of Typer's and the group of all have of ours: the language of the run, and errors in one line."""

    def main(
        self,
        args: Any = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """As Typer does it, in the language that the command line asks for.

        An error of usage is written to stderr and ends the process with exit code 2; it is raised where the mode is not
        standalone.
        """
        words = list(args or ())
        with speaking(language_of_words(words)):
            try:
                result = super().main(  # type: ignore[misc]  # of the class of Typer's that stands behind this one
                    words, prog_name, complete_var, False, windows_expand_args, **extra
                )
            except Exception as error:
                if not standalone_mode or not hasattr(error, "format_message"):
                    raise
                from bpjscli.output import complain

                complain(describe(error, words))
                raise SystemExit(USAGE) from error
        if not standalone_mode:
            return result
        raise SystemExit(result if isinstance(result, int) else 0)


def describe(error: Any, words: list[str]) -> str:
    """What is wrong with the command line `words`, and what to type; `error` is Typer's, known by what it carries.

    What it carries is the option or the parameter, never a sentence: Typer's own are English.
    """
    context = error.ctx
    command = "bpjs" if context is None else context.command_path
    if hasattr(error, "possibilities"):
        return _unknown_option(error.option_name, error.possibilities or (), command)
    if hasattr(error, "option_name"):
        return _misused_option(error.option_name, words)
    if hasattr(error, "param_type"):
        return _missing(error.param, command)
    if getattr(error, "param", None) is not None:
        return _not_a_value(error.param, context)
    return str(error.message)


def _unknown_option(name: str, near: Any, command: str) -> str:
    shown = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)
    if near:
        guesses = _(" or ").join(sorted(near))
        return _("no option is called {name}; did you mean {guesses}?", name=shown, guesses=guesses)
    return _("no option is called {name}; {command} -h lists them", name=shown, command=command)


def _misused_option(name: str, words: list[str]) -> str:
    if any(word.startswith(f"{name}=") for word in words):
        return _("{name} takes no value", name=name)
    return _("{name} needs a value behind it", name=name)


def _missing(parameter: Any, command: str) -> str:
    if parameter.param_type_name == "argument":
        name = parameter.human_readable_name.upper()
        return _("{name} is missing: {command} {name}; {command} -h says what it is", name=name, command=command)
    return _("{name} is missing; {command} -h says what it is", name=max(parameter.opts, key=len), command=command)


def _not_a_value(parameter: Any, context: Any) -> str:
    name = max(parameter.opts, key=len) if parameter.param_type_name == "option" else parameter.human_readable_name
    source = None if context is None else context.get_parameter_source(parameter.name)
    if source is not None and source.name == "ENVIRONMENT":
        name = parameter.envvar
    choices = getattr(parameter.type, "choices", None)
    if choices:
        words = ", ".join(str(getattr(choice, "value", choice)) for choice in choices)
        return _("{name}: unknown value; choose one of {words}", name=name, words=words)
    if hasattr(parameter.type, "min"):
        return _("{name}: give a whole number from {least} on", name=name, least=parameter.type.min)
    return _("{name}: give a whole number", name=name)
