"""What is public without being a document, kind by kind: how it is read, judged and written.

Each kind is one module with

- ``LABELS``: the fields of its payload with their names for people, in order;
- ``capture(key)``: the row as a payload, empty when there is none;
- ``validate(change)``: raises ``Refused`` with a sentence for what cannot become public;
- ``write(key, payload)``: the rows brought to a payload, nothing announced;
- ``apply(change)``: validates, writes, and returns the keys to announce by site.

An empty payload says that the thing is not there (removed).
"""
