// SPDX-License-Identifier: MPL-2.0
//! The appointment system's reports about holds, in any order, and its outages.

use super::Workload;
use office::Office;
use office::command::{Command, HoldReport, HoldStep};
use office::holds::{HoldTrouble, KnownHold, WantedHold};
use office::names::DeskId;
use office::time::{Length, TimeRange, UnixTime};

/// Only the next few wanted holds are reported on.
const MAX_REPORTED: usize = 8;

impl Workload {
    /// Draws from its own stream, so that the seeds of offices without holds stay valid.
    pub(super) fn hold_command(&mut self, office: &Office, now: UnixTime) -> Option<Command> {
        if office.setup().holding.is_none() {
            return self.outage_command(office, now);
        }
        if !self.hold_rng.percent(25) {
            return None;
        }
        let kind = self.hold_rng.weighted(&[(70, 0), (6, 1), (10, 2), (6, 3), (3, 4), (3, 5), (2, 6)])?;
        match kind {
            0 => self.confirmed(office, now),
            1 => self.refused(office, now),
            2 => self.known(office, HoldStep::LettingGo),
            3 => self.known(office, HoldStep::Released),
            4 => {
                let known_at = Some(now - Length::seconds(self.hold_rng.between(0, 600)));
                Some(Command::DiaryLost { known_at, unread: Vec::new() })
            }
            5 => Some(Command::DiaryFound),
            _ => {
                let desk = DeskId::from("no_such_desk");
                Some(report(desk, TimeRange::new(now, now + Length::minutes(10)), HoldStep::Confirmed))
            }
        }
    }

    /// Outages of a read-only system, mostly while freed time is lent.
    fn outage_command(&mut self, office: &Office, now: UnixTime) -> Option<Command> {
        let share = match (office.diary_lost().is_some(), office.lends_on_trust()) {
            (true, _) => 2,
            (false, true) => 3,
            (false, false) => return None,
        };
        if !self.hold_rng.percent(share) {
            return None;
        }
        let known_at =
            self.hold_rng.percent(90).then(|| now - Length::seconds(self.hold_rng.between(0, 600)));
        let found = office.diary_lost().is_some();
        Some(if found { Command::DiaryFound } else { Command::DiaryLost { known_at, unread: Vec::new() } })
    }

    fn wanted(&mut self, office: &Office, now: UnixTime) -> Option<WantedHold> {
        let mut wanted = office.wanted_holds(now);
        wanted.retain(|hold| {
            let same =
                |known: &KnownHold| known.desk == hold.desk && known.time == hold.time && !known.let_go;
            !office.known_holds().any(same)
        });
        wanted.sort_by_key(|hold| hold.time.start);
        wanted.truncate(MAX_REPORTED);
        self.hold_rng.pick(&wanted).cloned()
    }

    fn confirmed(&mut self, office: &Office, now: UnixTime) -> Option<Command> {
        let WantedHold { desk, mut time, .. } = self.wanted(office, now)?;
        if self.hold_rng.percent(15) {
            time.end = time.end + Length::minutes(5 * self.hold_rng.between(-4, 4));
        }
        Some(report(desk, time, HoldStep::Confirmed))
    }

    fn refused(&mut self, office: &Office, now: UnixTime) -> Option<Command> {
        let why = [HoldTrouble::Taken, HoldTrouble::NotAllowed, HoldTrouble::NotUnderstood];
        let why = self.hold_rng.pick(&why).copied()?;
        if self.hold_rng.percent(50) {
            return self.known(office, HoldStep::Refused(why));
        }
        let WantedHold { desk, time, .. } = self.wanted(office, now)?;
        Some(report(desk, time, HoldStep::Refused(why)))
    }

    fn known(&mut self, office: &Office, step: HoldStep) -> Option<Command> {
        let known: Vec<&KnownHold> = office.known_holds().collect();
        let hold = *self.hold_rng.pick(&known)?;
        Some(report(hold.desk.clone(), hold.time, step))
    }
}

const fn report(desk: DeskId, time: TimeRange, step: HoldStep) -> Command {
    Command::ReportHold(HoldReport { desk, time, step })
}
