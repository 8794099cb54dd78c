"""How the state file came to have its tables, one numbered step after the other."""
