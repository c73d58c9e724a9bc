"""Data classes made in a third of the time: a small note needs a hundred, which took a tenth of all it costs.

``dataclass`` is the standard library's, which compiles six methods for each class that is frozen and has
slots. Here such a class has its ``__init__`` compiled, which is called most; the others do the same as there.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, eq: bool = True, **how: bool) -> Callable[[Any], Any]:
        """Return the decorator of the standard library, or one that makes the same class sooner."""

        def decorate(cls: Any) -> Any:
            plain = how == {"frozen": True, "slots": True} and cls.__bases__ == (object,)
            own = [one for one in vars(cls).values() if isinstance(one, dataclasses.Field)]
            if plain and all(one.init for one in own):
                return _record(cls, eq)
            return dataclasses.dataclass(eq=eq, **how)(cls)

        return decorate


def _record(cls: Any, eq: bool) -> Any:
    """Return a class as another one says it, frozen and with slots; with ``eq`` its fields are compared."""
    cls.__doc__ = cls.__doc__ or cls.__name__  # else the library writes its signature there, which takes long
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    every = dataclasses.fields(made)
    shown, state = [one.name for one in every if one.repr], _values([one.name for one in every])

    def __repr__(self: Any) -> str:  # noqa: N807
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{self.__class__.__qualname__}({values})"

    def __getstate__(self: Any) -> Any:  # noqa: N807
        return state(self)

    made.__init__, made.__repr__, made.__getstate__ = _init(made, every), __repr__, __getstate__
    made.__setattr__, made.__delattr__, made.__setstate__ = _set, _delete, _restore
    made.__dataclass_params__.frozen = True  # for heirs
    if eq:
        compared = _values([one.name for one in every if one.compare])

        def __eq__(self: Any, other: object) -> bool:  # noqa: N807
            return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

        def __hash__(self: Any) -> int:  # noqa: N807
            return hash(compared(self))

        made.__eq__, made.__hash__ = __eq__, __hash__
    return made


def _values(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what gives the values of some fields of a thing."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda thing: tuple(getattr(thing, name) for name in names)


def _init(made: Any, every: Sequence[dataclasses.Field[Any]]) -> Any:
    """Return the ``__init__`` of a class, which puts the value of each field into its slot."""
    known: dict[str, Any] = {"_unset": dataclasses.MISSING}
    parameters, lines = ["self"], list[str]()
    for one in every:
        name, value = one.name, one.name
        known[f"_set_{name}"] = vars(made)[name].__set__
        if one.default_factory is not dataclasses.MISSING:
            known[f"_made_{name}"] = one.default_factory
            value = f"_made_{name}() if {name} is _unset else {name}"
            name = f"{name}=_unset"
        elif one.default is not dataclasses.MISSING:
            known[f"_default_{name}"] = one.default
            name = f"{name}=_default_{name}"
        parameters.append(name)
        lines.append(f" _set_{one.name}(self, {value})")
    lines += [" self.__post_init__()"] if hasattr(made, "__post_init__") else [" pass"]
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(lines), known)  # names of fields
    init = known["__init__"]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    init.__annotations__ = {one.name: one.type for one in every} | {"return": None}
    return init


def _set(self: Any, name: str, value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(self: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _restore(self: Any, state: Sequence[Any]) -> None:
    for one, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)
