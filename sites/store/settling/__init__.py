"""One applier for each kind of settled thing: it writes what an approved change says."""
