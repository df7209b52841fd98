"""Sara's judgement: pure values and functions, the standard library only, no clock and no I/O."""
