"""The calendar in the browser: pages, feeds and the JSON API, served by one ASGI application.

Pages are made on the server and need no script. Whatever they do goes through `tracking` and
`store`, as the command line does; this room adds who is signed in, forms, and words. It is the
only one that knows the web framework, which is imported when something is first served. Open
`app.py`, then `office.py`.
"""
