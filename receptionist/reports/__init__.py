"""How it went, in figures: counted per bucket of a period, for the manager's page and its downloads."""
