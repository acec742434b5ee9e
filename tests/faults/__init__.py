"""One test a row of the fault matrix in docs/reliability.md; each name carries its row."""
