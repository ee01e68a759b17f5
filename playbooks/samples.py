"""Sample messages, made from the message types themselves: what every template must be able to say.

A type with an optional field gives a sample with it and one without, and so on for each boolean,
each literal and each tuple, so that a template that forgets a case is found before it is sent.
"""

from collections.abc import Iterator
from datetime import date
from itertools import product
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel

Message = TypeVar("Message", bound=BaseModel)


def samples(message_type: type[Message]) -> Iterator[Message]:
    """Every combination of the sample values of a message type's fields."""
    fields = message_type.model_fields
    for values in product(*(_values(field.annotation) for field in fields.values())):
        yield message_type.model_validate(dict(zip(fields, values, strict=True)))


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
