//! The engine that plays days ahead. Two rooms, one way to choose: the whole office itself, from its morning on
//! with a script of people, diary and clerks (`whole`), or on from where it stands (`onwards`); and `bare`, desks
//! with nothing but a queue, for tables that know no diary, and the floor the whole office is measured
//! against. In both, whose turn it is is decided by `office::priority`; in the whole office also who gets
//! which place, who is called and who is told no.
//!
//! What never lives here: a rule of the queue, a clock, a thread.

pub mod bare;
pub mod draws;
pub mod onwards;
pub mod whole;

use office::Office;
use office::ticket::State;
use office::time::UnixTime;

/// Whether a desk's clerk may call: nobody sits there, neither one of ours nor one who booked.
fn may_call(office: &Office, desk: usize, sits: bool, now: UnixTime) -> bool {
    !sits && !office.is_booked(desk, now)
}

/// Whether somebody who waits has a place at a desk that has begun: its clerk is the first to call.
fn is_placed_at(office: &Office, desk: usize, now: UnixTime) -> bool {
    let id = &office.setup().desks[desk].id;
    office.tickets().iter().any(|ticket| {
        let place = ticket.placement.as_ref();
        matches!(ticket.state, State::Waiting)
            && place.is_some_and(|place| place.time.start <= now && place.desk == *id)
    })
}
