//! Calendars and lists of bookings, broken by chance: whatever comes in, the answer is a value.
