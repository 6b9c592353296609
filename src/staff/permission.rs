// SPDX-License-Identifier: MPL-2.0
//! Who may do what: the one table that says so.

use super::role::Role;
use super::role::Role::{
    Administrator, Auditor, Board, Clerk, Companion, Kiosk, Management, Supervisor, UnitLead,
};

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident $text:literal;)*) => {
        /// What a role may be allowed to do in an office.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Permission { $($(#[$doc])* $name),* }

        impl Permission {
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }
        }
    };
}

permissions! {
    DescribeOffice "describe_office";
    CheckIn "check_in";
    SeeTicket "see_ticket";
    SeeQueue "see_queue";
    /// Calls, the steps of a visit, opening and leaving a desk, taking back a step.
    Serve "serve";
    /// Leaving before being called: the companion at the kiosk may say so too.
    Depart "depart";
    IdentifyCompanion "identify_companion";
    AskForHelp "ask_for_help";
    AnswerHelp "answer_help";
    /// Taking out the tickets of a device that checked in nobody.
    VoidTickets "void_tickets";
    /// Ending a visit that nobody completed.
    EndForgottenVisits "end_forgotten_visits";
    SeeCapacity "see_capacity";
    ChangeCapacity "change_capacity";
    /// One sentence for everybody in the hall.
    SetDayNotice "set_day_notice";
    ReadReport "read_report";
    ReadLedger "read_ledger";
    ReadSecurityEvents "read_security_events";
    /// Letting screens in, taking their access away.
    ManageDevices "manage_devices";
    /// Enrolling companions, giving them another code, keeping them out; a unit lead those of their unit.
    ManageCompanions "manage_companions";
    /// Adding people, changing what they may do, ending what they have open.
    ChangePeople "change_people";
    /// Seeing and ending one's own session.
    OwnSession "own_session";
    WatchBoard "watch_board";
    WatchKiosk "watch_kiosk";
    WatchDesk "watch_desk";
    WatchSupervisor "watch_supervisor";
    WatchTicket "watch_ticket";
}

const EVERYBODY: &[Role] = &Role::ALL;
const PEOPLE: &[Role] = &[UnitLead, Clerk, Supervisor, Administrator, Management, Auditor];
const HALL: &[Role] = &[Kiosk, Board, Companion, UnitLead, Clerk, Supervisor, Administrator];
const COUNTER: &[Role] = &[Clerk, Supervisor, Administrator];
const COUNTER_AND_GUESTS: &[Role] = &[Kiosk, Companion, Clerk, Supervisor, Administrator];
const LEADERS: &[Role] = &[Supervisor, Administrator];

impl Permission {
    pub const fn roles(self) -> &'static [Role] {
        match self {
            Self::DescribeOffice => EVERYBODY,
            Self::OwnSession => PEOPLE,
            Self::WatchBoard => HALL,
            Self::CheckIn
            | Self::SeeTicket
            | Self::Depart
            | Self::IdentifyCompanion
            | Self::AskForHelp
            | Self::WatchKiosk
            | Self::WatchTicket => COUNTER_AND_GUESTS,
            Self::SeeQueue | Self::Serve | Self::AnswerHelp | Self::SeeCapacity | Self::WatchDesk => COUNTER,
            Self::VoidTickets
            | Self::EndForgottenVisits
            | Self::ChangeCapacity
            | Self::SetDayNotice
            | Self::ManageDevices
            | Self::WatchSupervisor => LEADERS,
            Self::ReadReport => &[Supervisor, Administrator, Management],
            Self::ReadLedger => &[Supervisor, Administrator, Auditor],
            Self::ReadSecurityEvents => &[Administrator, Auditor],
            Self::ManageCompanions => &[UnitLead, Administrator],
            Self::ChangePeople => &[Administrator],
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

    #[test]
    fn management_reads_the_report_and_an_auditor_the_ledger_and_both_change_nothing() {
        assert!(Management.may(Permission::ReadReport) && !Management.may(Permission::ReadLedger));
        assert!(Auditor.may(Permission::ReadLedger) && Auditor.may(Permission::ReadSecurityEvents));
        for permission in [
            Permission::CheckIn,
            Permission::Serve,
            Permission::ChangeCapacity,
            Permission::ChangePeople,
            Permission::VoidTickets,
            Permission::WatchDesk,
        ] {
            assert!(!Management.may(permission) && !Auditor.may(permission), "{permission:?}");
        }
    }
}
