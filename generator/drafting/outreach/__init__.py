"""Documents around the instrument, composed from the same choice of clauses."""
