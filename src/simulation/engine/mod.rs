// SPDX-License-Identifier: MPL-2.0
//! The simulation engine. `full_day` plays the real office through a whole day, `rest_of_day` from its present
//! state to the end of the day, and `queue_only` plays desks with a queue and no diary, for queueing tables and as
//! the lower bound in benchmarks. All rules stay in the office: the engine only supplies arrivals and durations.

pub mod distributions;
pub mod full_day;
pub mod queue_only;
pub mod rest_of_day;

use office::Office;
use office::ticket::State;
use office::time::UnixTime;

/// Whether the clerk may call: the desk serves neither a walk-in nor a booking.
fn may_call(office: &Office, desk: usize, is_busy: bool, now: UnixTime) -> bool {
    !is_busy && !office.is_booked(desk, now)
}

/// Whether a waiting ticket has a placement at this desk that has begun; such desks call first.
fn is_placed_at(office: &Office, desk: usize, now: UnixTime) -> bool {
    let id = &office.setup().desks[desk].id;
    office.tickets().iter().any(|ticket| {
        let place = ticket.placement.as_ref();
        matches!(ticket.state, State::Waiting)
            && place.is_some_and(|place| place.time.start <= now && place.desk == *id)
    })
}
