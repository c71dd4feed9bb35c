"""The local page: paste a post, fill in its facts, and see what may mislead as you type.

A small server on this machine's own loopback address shows one page and checks what is typed
into it, with the same engine as the command line.  Nothing that is typed is written down.

``fields`` knows what can be filled in, ``form`` and ``page`` are the markup, ``draft`` reads what
the page sends, ``checking`` and ``fixing`` say what is found and what would settle it, and
``server`` speaks HTTP and refuses whoever is not the page.
"""
