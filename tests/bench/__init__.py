"""Speed and memory, measured on a whole Sara: `make bench`."""
