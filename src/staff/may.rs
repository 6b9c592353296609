//! Who may do what: the one table that says so.

use super::role::Role;
use super::role::Role::{Administrator, Clerk, Companion, Kiosk, Supervisor};

/// What somebody may want of an office, as far as the right to it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    DescribeOffice,
    CheckIn,
    SeeTicket,
    SeeQueue,
    /// Calls, the steps of a visit, opening and leaving a desk, taking back a step.
    Serve,
    /// Leaving before being called: the companion at the kiosk may say so too.
    Depart,
    TellCompanion,
    AskForHelp,
    AnswerHelp,
    SeeCapacity,
    ChangeCapacity,
    ReadLedger,
    WatchBoard,
    WatchKiosk,
    WatchDesk,
    WatchSupervisor,
    WatchTicket,
}

const EVERYBODY: &[Role] = &Role::ALL;
const COUNTER: &[Role] = &[Clerk, Supervisor, Administrator];
const COUNTER_AND_GUESTS: &[Role] = &[Kiosk, Companion, Clerk, Supervisor, Administrator];
const LEADERS: &[Role] = &[Supervisor, Administrator];

impl Deed {
    pub const fn roles(self) -> &'static [Role] {
        match self {
            Self::DescribeOffice | Self::WatchBoard => EVERYBODY,
            Self::CheckIn
            | Self::SeeTicket
            | Self::Depart
            | Self::TellCompanion
            | Self::AskForHelp
            | Self::WatchKiosk
            | Self::WatchTicket => COUNTER_AND_GUESTS,
            Self::SeeQueue | Self::Serve | Self::AnswerHelp | Self::SeeCapacity | Self::WatchDesk => COUNTER,
            Self::ChangeCapacity | Self::ReadLedger | Self::WatchSupervisor => LEADERS,
        }
    }
}

impl Role {
    pub fn may(self, deed: Deed) -> bool {
        deed.roles().contains(&self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Role::Board;

    #[test]
    fn a_board_shows_and_does_nothing() {
        assert!(Board.may(Deed::WatchBoard) && Board.may(Deed::DescribeOffice));
        for deed in [Deed::CheckIn, Deed::SeeTicket, Deed::SeeQueue, Deed::Serve, Deed::WatchKiosk] {
            assert!(!Board.may(deed), "{deed:?}");
        }
    }

    #[test]
    fn a_kiosk_checks_in_but_neither_calls_nor_reads_the_queue() {
        assert!(Kiosk.may(Deed::CheckIn) && Kiosk.may(Deed::Depart) && Companion.may(Deed::CheckIn));
        assert!(!Kiosk.may(Deed::Serve) && !Kiosk.may(Deed::SeeQueue) && !Companion.may(Deed::Serve));
    }

    #[test]
    fn a_clerk_sees_the_capacity_that_only_leaders_change() {
        assert!(Clerk.may(Deed::SeeCapacity) && !Clerk.may(Deed::ChangeCapacity));
        assert!(Supervisor.may(Deed::ChangeCapacity) && Administrator.may(Deed::ReadLedger));
        assert!(!Clerk.may(Deed::ReadLedger) && !Clerk.may(Deed::WatchSupervisor));
    }
}
