"""A service or a file as rows and statements.

`records` is what a file holds, one row a film; each format has a parser from bytes to `Records`.
Services are asked through `releases.fetch`. Nothing here knows the database.
"""
