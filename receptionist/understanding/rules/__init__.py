"""Reading by rules: tokens, then a grammar of small tables, one folder a language."""
