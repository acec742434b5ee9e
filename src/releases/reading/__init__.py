"""Text in, statements out.

An article (a page, a newsletter, plain text) becomes an `article.Article`: its text, the blocks
it is made of, and what its markup says about it. The rest of this room reads statements about
releases from that value. Nothing here opens a file, a socket or a database, and no clock is read:
"next Friday" is counted from the article's published date. Imports `model` and `errors` only;
open `sentences.py` first, then `article.py`; the `page_*` files turn bytes into articles.
"""
