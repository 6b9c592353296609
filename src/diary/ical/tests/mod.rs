//! Calendars as offices meet them, small enough to check by hand.

mod faults;
mod scene;
mod shapes;
