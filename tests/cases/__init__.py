"""Contract suites: an adapter inherits one, describes itself, and is held to what every adapter promises."""
