"""English, as customers write and say it."""
