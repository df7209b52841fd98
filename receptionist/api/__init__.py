"""The core's part of the read-only API."""
