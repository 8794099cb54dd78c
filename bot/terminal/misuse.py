"""What is said of a command that is not written as it should be: one sentence, in French."""

import typer
from typer.exceptions import TyperException


def told(error: TyperException) -> str:
    """What is wrong, and where the command explains itself."""
    context = getattr(error, "ctx", None)
    param = getattr(error, "param", None)
    if isinstance(error, typer.BadParameter) and param is None:  # our own sentence
        return error.message
    wrong = "Cette commande n'existe pas, ou porte un mot de trop"
    if param is not None:
        wrong = f"{param.metavar or param.opts[0]} manque, ou sa valeur ne convient pas"
    elif option := getattr(error, "option_name", None):
        wrong = f"L'option {option} n'existe pas ici, ou il lui manque une valeur"
    command = context.command_path if context is not None else "secpa"
    return f"{wrong} ; « {command} --help » montre ce qui peut s'écrire."
