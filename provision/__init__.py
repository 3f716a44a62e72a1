"""What a fresh machine lacks, fetched and started for the project's own commands.

Nothing of the product imports this package. It needs the standard library alone, because `provision.environment`
runs before anything is installed.
"""
