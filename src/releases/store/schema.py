"""The schema that this version works with."""

# The newest revision in migrations/versions; compared at start, so that Alembic is imported only
# to migrate.
SCHEMA = "0004"
