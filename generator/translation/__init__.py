"""Catalogues out of the clauses and back, with a review ledger."""
