"""Spanish, as customers write and say it. Words are folded: "mañana" stands here as "manana"."""
