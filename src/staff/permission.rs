// SPDX-License-Identifier: MPL-2.0
//! Who may do what: the one table that says so.

use super::role::Role;
use super::role::Role::{Administrator, Clerk, Companion, Kiosk, Supervisor};

/// What a role may be allowed to do in an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    DescribeOffice,
    CheckIn,
    SeeTicket,
    SeeQueue,
    /// Calls, the steps of a visit, opening and leaving a desk, taking back a step.
    Serve,
    /// Leaving before being called: the companion at the kiosk may say so too.
    Depart,
    IdentifyCompanion,
    AskForHelp,
    AnswerHelp,
    /// Taking out the tickets of a device that checked in nobody.
    VoidTickets,
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

impl Permission {
    pub const fn roles(self) -> &'static [Role] {
        match self {
            Self::DescribeOffice | Self::WatchBoard => EVERYBODY,
            Self::CheckIn
            | Self::SeeTicket
            | Self::Depart
            | Self::IdentifyCompanion
            | Self::AskForHelp
            | Self::WatchKiosk
            | Self::WatchTicket => COUNTER_AND_GUESTS,
            Self::SeeQueue | Self::Serve | Self::AnswerHelp | Self::SeeCapacity | Self::WatchDesk => COUNTER,
            Self::VoidTickets | Self::ChangeCapacity | Self::ReadLedger | Self::WatchSupervisor => LEADERS,
        }
    }
}

impl Role {
    pub fn may(self, permission: Permission) -> bool {
        permission.roles().contains(&self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Role::Board;

    #[test]
    fn a_board_shows_and_does_nothing() {
        assert!(Board.may(Permission::WatchBoard) && Board.may(Permission::DescribeOffice));
        for permission in [
            Permission::CheckIn,
            Permission::SeeTicket,
            Permission::SeeQueue,
            Permission::Serve,
            Permission::WatchKiosk,
        ] {
            assert!(!Board.may(permission), "{permission:?}");
        }
    }

    #[test]
    fn a_kiosk_checks_in_but_neither_calls_nor_reads_the_queue() {
        assert!(
            Kiosk.may(Permission::CheckIn)
                && Kiosk.may(Permission::Depart)
                && Companion.may(Permission::CheckIn)
        );
        assert!(
            !Kiosk.may(Permission::Serve)
                && !Kiosk.may(Permission::SeeQueue)
                && !Companion.may(Permission::Serve)
        );
    }

    #[test]
    fn a_clerk_sees_the_capacity_that_only_leaders_change() {
        assert!(Clerk.may(Permission::SeeCapacity) && !Clerk.may(Permission::ChangeCapacity));
        assert!(Supervisor.may(Permission::ChangeCapacity) && Administrator.may(Permission::ReadLedger));
        assert!(!Clerk.may(Permission::ReadLedger) && !Clerk.may(Permission::WatchSupervisor));
    }
}
