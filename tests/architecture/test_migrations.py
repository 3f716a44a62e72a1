"""The migrations build exactly what the models say, forward and back, on both databases."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect

from core.database import open_engine
from core.migrate import alembic_config
from core.models import Base


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "target_metadata": Base.metadata})
    return list(compare_metadata(context, Base.metadata))


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


async def test_models_equal_migrations(database: str) -> None:
    engine = open_engine(database)
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
        assert await connection.run_sync(tables) == set(Base.metadata.tables)
    await engine.dispose()


async def test_the_way_back_leads_to_an_empty_database_and_forward_again(database: str) -> None:
    engine = open_engine(database)
    config = alembic_config(database)

    def there_and_back(connection: Connection) -> tuple[set[str], set[str]]:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        empty = tables(connection)
        command.upgrade(config, "head")
        return empty, tables(connection)

    async with engine.begin() as connection:
        empty, full = await connection.run_sync(there_and_back)
    assert empty == set()
    assert full == set(Base.metadata.tables)
    await engine.dispose()


def test_every_constraint_has_a_name_so_that_a_later_migration_can_drop_it() -> None:
    nameless = [
        (table.name, constraint)
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if constraint.name is None
    ]
    assert nameless == []


def test_every_table_of_a_tenant_finds_its_rows_by_workspace() -> None:
    unindexed = [
        table.name
        for table in Base.metadata.tables.values()
        if "workspace_id" in table.c
        and not any(next(iter(index.columns)).name == "workspace_id" for index in table.indexes)
    ]
    assert unindexed == []
