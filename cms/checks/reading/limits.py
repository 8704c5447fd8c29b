"""How much a reader may take, as data."""

MEBIBYTE = 1024 * 1024

SECONDS = 30
"""A 60 MB annual report of 600 pages reads in about 20 s; whoever waits longer thinks the button is broken."""

MEMORY = 1536 * MEBIBYTE
"""Address space of the reading process: openpyxl needs about 50 times a sheet's packed size."""

UNPACKED = 500 * MEBIBYTE
"""What the members of a ZIP may unpack to, told by counting and not by the archive's own word."""

CHARACTERS = 2_000_000
"""Text kept of one file: the longest yearbook (统计年鉴) has about as many."""

PAGES = 1500
CELLS = 500_000
