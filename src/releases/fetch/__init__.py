"""The only HTTP client, and the only room that imports one.

`client` asks and follows, `guard` decides at connect time which addresses may be reached,
`wire` knows formats and puts failures into words. Imports `logs` and `errors` only.
"""

from releases.fetch.client import Fetcher, Page, Response

__all__ = ["Fetcher", "Page", "Response"]
