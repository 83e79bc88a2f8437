"""Values of objects that OTRS knows by name only: customer users (login) and companies (customer id)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from gotrs_api.dynamic_fields import repository
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.dynamic_fields.service.definitions import all_fields
from gotrs_api.dynamic_fields.service.values import Change, Values, Wish, checked, forget_objects, store, values_of
from gotrs_api.uow import ReadUow, UnitOfWork


async def values_of_named(uow: ReadUow, object_type: ObjectType, names: Sequence[str]) -> dict[str, Values]:
    """As `values_of`, by name; two statements, none when there are no such fields."""
    if not names or not (await all_fields(uow)).shown(object_type):
        return {name: {} for name in names}
    numbers = await repository.numbers_of(uow.session, object_type, names)
    unset = {field.name: None for field in (await all_fields(uow)).shown(object_type) if not field.internal}
    values = await values_of(uow, object_type, sorted(numbers.values()))
    return {name: values[numbers[name]] if name in numbers else dict(unset) for name in names}


async def checked_named(uow: ReadUow, object_type: ObjectType, given: Mapping[str, JsonValue], name: str) -> list[Wish]:
    """As `checked`, for an object that is changed. Raises InvalidValue."""
    if not given:
        return []
    number = (await repository.numbers_of(uow.session, object_type, [name])).get(name)
    return await checked(uow, object_type, given, object_id=number)


async def store_named(uow: UnitOfWork, object_type: ObjectType, wishes: Sequence[Wish], name: str) -> list[Change]:
    """As `store`. A name gets its number with the first value."""
    if not wishes:
        return []
    number = (await repository.numbers_of(uow.session, object_type, [name])).get(name)
    if number is None:
        if not any(wish.rows for wish in wishes):
            return []
        number = await repository.new_number(uow.session, object_type, name)
    return await store(uow, wishes, number)


async def rename_object(uow: UnitOfWork, object_type: ObjectType, old: str, new: str) -> None:
    """Keep an object's values when it gets a new name."""
    if old != new:
        await repository.rename_object(uow.session, object_type, old, new)


async def forget_named(uow: UnitOfWork, object_type: ObjectType, name: str) -> None:
    """Delete the values of an object; its number stays, under a name that nobody has."""
    numbers = await repository.numbers_of(uow.session, object_type, [name])
    if name in numbers:
        await forget_objects(uow, object_type, [numbers[name]])
        await repository.rename_object(uow.session, object_type, name, f"anonymous-{numbers[name]}")
