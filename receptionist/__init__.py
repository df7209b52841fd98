"""The core of Sara: it knows no channel, no vendor and no calendar."""
