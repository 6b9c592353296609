// SPDX-License-Identifier: MPL-2.0
//! Opens an office: founds it or rebuilds it from its ledger, and starts its event loop, unless the clock is in doubt.

use std::sync::Arc;

use super::effects::{EffectPort, Performers};
use super::event_loop::EventLoop;
use super::handle::OfficeHandle;
use super::ports::{Clock, Ledger, LedgerFailure};
use super::rebuild::{Rebuilt, rebuild};
use office::Office;
use office::announcements::Announcements;
use office::command::{Command, Request};
use office::gap::Plan;
use office::names::{Actor, DeskId};
use office::policy::Policy;
use office::setup::Setup;
use office::time::UnixTime;

/// Seconds that an office may have been closed, and that its ledger may be ahead of the machine's clock.
const LONGEST_CLOSED: i64 = 45 * 24 * 60 * 60;
const FURTHEST_AHEAD: i64 = 15 * 60;

/// What it takes to open an office.
#[expect(missing_debug_implementations, reason = "it holds closures and adapters")]
pub struct Opening {
    pub ledger: Box<dyn Ledger>,
    pub clock: Arc<dyn Clock>,
    /// Who performs effects outside the office.
    pub effects: Vec<Box<dyn EffectPort>>,
    /// What the office is, when its ledger is still empty.
    pub found: Box<dyn FnOnce(UnixTime) -> Founding + Send>,
}

/// A new office.
#[derive(Debug)]
pub struct Founding {
    pub setup: Setup,
    pub policy: Policy,
    pub plan: Plan,
    /// Desks with a clerk from the first moment on.
    pub staffed: Vec<DeskId>,
}

/// Opens an office on a thread of its own.
///
/// # Errors
/// When the ledger cannot be read, or a new office cannot be written to it.
pub fn open(opening: Opening) -> Result<OfficeHandle, LedgerFailure> {
    open_if(opening, |_, _| Ok(()))
}

/// The same by a clock that may be wrong: nothing is written if the ledger ends far from its time.
///
/// # Errors
/// Also [`LedgerFailure::ClockInDoubt`].
pub fn open_by_machine_clock(opening: Opening) -> Result<OfficeHandle, LedgerFailure> {
    open_if(opening, |now, last| {
        let closed = (now - last).as_seconds();
        let is_near = (-FURTHEST_AHEAD..=LONGEST_CLOSED).contains(&closed);
        if is_near { Ok(()) } else { Err(LedgerFailure::ClockInDoubt { now, last }) }
    })
}

fn open_if(
    opening: Opening,
    check: impl FnOnce(UnixTime, UnixTime) -> Result<(), LedgerFailure>,
) -> Result<OfficeHandle, LedgerFailure> {
    let Opening { mut ledger, clock, effects, found } = opening;
    let now = clock.now();
    let Rebuilt { office, announcements, seq } = match rebuild(ledger.as_mut())? {
        Some(rebuilt) => {
            check(now, rebuilt.office.last_at())?;
            rebuilt
        }
        None => found_office(ledger.as_mut(), found(now), now)?,
    };
    let mut performers = Performers::new(announcements, effects);
    performers.catch_up(ledger.as_mut(), seq)?;
    EventLoop::start(office, seq, ledger, clock, performers)
}

fn found_office(
    ledger: &mut dyn Ledger,
    founding: Founding,
    now: UnixTime,
) -> Result<Rebuilt, LedgerFailure> {
    let Founding { setup, policy, plan, staffed } = founding;
    let (mut office, mut events) = Office::found(setup, policy, plan, now);
    for desk in staffed {
        let request = Request { actor: Actor::from("setup"), key: None, command: Command::OpenDesk { desk } };
        if let Ok(decided) = office.handle(&request, now) {
            events.extend(decided.events);
        }
    }
    if let Some(fault) = office.fault() {
        return Err(LedgerFailure::Failed(fault.to_string()));
    }
    let seq = ledger.append(&events)?;
    Ok(Rebuilt { office, announcements: Announcements::default(), seq })
}
