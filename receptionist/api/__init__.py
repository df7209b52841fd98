"""The core's part of the API."""
