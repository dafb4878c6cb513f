"""Properties as people write them: YAML mappings of texts and lists."""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from corpus.errors import PolicyLensError


def load_properties(text: str, what: str) -> Mapping[str, Any]:
    """What a YAML mapping holds, every scalar as it is written, null as None.

    :param what: what it is, for the error.
    :raises PolicyLensError: if it is not a mapping.
    """
    try:
        loaded = yaml.load(text, Loader=_Loader)  # noqa: S506  (a BaseLoader: texts, lists and mappings)
    except (yaml.YAMLError, RecursionError) as error:
        raise PolicyLensError(f"its {what} is not YAML: {_reason(error)}") from error
    if not isinstance(loaded, dict):
        raise PolicyLensError(f"its {what} is not a mapping")
    return loaded


def _reason(error: Exception) -> str:
    """In which line a mapping is broken, and how, in one line."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return str(error).replace("\n", " ")
    return f"line {mark.line + 1}: {getattr(error, 'problem', None) or 'it cannot be read'}"


class _Loader(yaml.BaseLoader):
    """Knows texts, and null; what looks like a date, a number or a truth value (2025-12, 007, NO) stays as written."""

    def construct_scalar(self, node: yaml.ScalarNode) -> Any:
        """Surrogate pairs, as JSON writes emoji, are joined; lone ones are replaced."""
        text = super().construct_scalar(node)
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


_NULL = "tag:yaml.org,2002:null"
_Loader.add_implicit_resolver(_NULL, re.compile(r"(?:~|null|Null|NULL)?$"), ["~", "n", "N", ""])
_Loader.add_constructor(_NULL, lambda loader, node: None)
