//! The engine that plays days ahead. Two rooms, one way to choose: `whole` is the office itself, driven from
//! a script of people, diary and clerks, from its morning on, and `onwards` from where it stands; `bare` is a room of desks with nothing but a queue, for tables that
//! know no diary, and the floor the whole office is measured against. In both, whose turn it is is decided by
//! `office::priority`; in the whole office also who gets which place, who is called and who is told no.
//!
//! What never lives here: a rule of the queue, a clock, a thread.

pub mod bare;
pub mod draws;
pub mod onwards;
pub mod whole;
