//! A visit, from check-in to its end.

mod check_in;
mod steps;
