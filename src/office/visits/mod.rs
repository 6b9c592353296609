//! A visit, from check-in to its end.

mod apply;
mod check_in;
mod steps;
