"""Sample messages, made from the message types themselves: what every template must be able to say.

A type with an optional field gives a sample with it and one without, and so on for each boolean,
each literal and each tuple, so that a template that forgets a case is found before it is sent.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, product
from math import prod
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel

Message = TypeVar("Message", bound=BaseModel)


_MOST = 600
"""Where a type has more combinations than this, every two values together are enough: what takes
three fields to go wrong is rare, and Milepost tries all samples whenever it starts."""


def samples(message_type: type[Message]) -> Iterator[Message]:
    """Every combination of the sample values of a message type's fields; of very many, enough that
    any two values of two fields meet."""
    fields = message_type.model_fields
    values = [_values(field.annotation) for field in fields.values()]
    all_of_them = prod(len(some) for some in values) <= _MOST
    for sample in product(*values) if all_of_them else _pairs(values):
        yield message_type.model_validate(dict(zip(fields, sample, strict=True)))


def _pairs(values: Sequence[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Any two values of two fields together, among the first values of the others, and among the
    last."""
    tried: set[tuple[int, ...]] = set()
    for rest in ([0] * len(values), [len(some) - 1 for some in values]):
        for one, other in combinations(range(len(values)), 2):
            for here, there in product(range(len(values[one])), range(len(values[other]))):
                places = list(rest)
                places[one], places[other] = here, there
                if tuple(places) not in tried:
                    tried.add(tuple(places))
                    yield tuple(some[place] for some, place in zip(values, places, strict=True))


def _values(annotation: Any) -> tuple[Any, ...]:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return arguments
    if origin in (Union, UnionType):
        return tuple(value for argument in arguments for value in _values(argument))
    if origin is tuple:
        one = _values(arguments[0])
        return ((), one[:1], (*one, *one, *one, *one, *one, *one))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return tuple(samples(annotation))
    return _SIMPLE[annotation]


_SIMPLE: dict[Any, tuple[Any, ...]] = {
    str: ("Ada & <Sons>",),
    int: (0, 1, 250_000),
    bool: (False, True),
    date: (date(2028, 2, 29),),
    NoneType: (None,),
}
