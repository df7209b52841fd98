"""Parts of tables that are too long for one module; the tables take them in."""
