"""What a business knows: FAQs, the search in them, and what nobody could answer."""

from __future__ import annotations

import os

# Before numpy is imported anywhere: a question is too small a piece of work for more than one thread, and threads that
# wait for each other on a busy machine make it several times slower.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
