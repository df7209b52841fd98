"""The composition root: settings, URLs and processes. Everything else is wired here and nowhere else."""
