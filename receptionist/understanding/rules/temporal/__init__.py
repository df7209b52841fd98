"""Days and times: what the tables of every language build, and how a text's day and time are chosen from it."""
