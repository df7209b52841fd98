"""What staff see of an FAQ as they write and mend it: what is wrong with it, what else says the same, how it was."""

from __future__ import annotations
