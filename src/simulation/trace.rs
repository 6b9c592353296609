// SPDX-License-Identifier: MPL-2.0
//! Steps and events in one line each, as a failure shows them.

use super::workload::WorkloadStep;
use office::event::Event;

pub fn step(step: &WorkloadStep) -> String {
    match step {
        WorkloadStep::Wait(length) => format!("{} s go by", length.as_seconds()),
        WorkloadStep::Request(asked) => format!("{:?}", asked.command),
        WorkloadStep::Change(change) => format!("{change:?}"),
        WorkloadStep::Restart => "restart".to_owned(),
    }
}

/// An event in one line; long events without their payload.
pub fn event(event: &Event) -> String {
    match event {
        Event::DayStarted(start) => {
            format!(
                "DayStarted {} with {} tickets, {} gaps",
                start.date,
                start.tickets.len(),
                start.gaps.len()
            )
        }
        Event::DiaryImported { date, bookings, .. } => {
            format!("DiaryImported {date}: {} bookings", bookings.len())
        }
        Event::SetupChanged { .. } | Event::PlanChanged { .. } => "setup or plan changed".to_owned(),
        _ => format!("{event:?}"),
    }
}
