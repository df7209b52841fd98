"""The diary's part of the API: what is booked, what is free, and every step of an appointment."""
