//! A visit, from check-in to its end: the tickets, the desks that serve them, and the calls announced.

pub(crate) mod announcements;
mod apply;
mod check_in;
pub(crate) mod desks;
mod steps;
pub(crate) mod tickets;
mod transitions;
