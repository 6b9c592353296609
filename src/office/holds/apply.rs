// SPDX-License-Identifier: MPL-2.0
//! What the appointment system's answers do to the holds.

use super::{BookedOver, DiaryLost, Filed, HoldTrouble, Holds, KnownHold, RefusedHold};
use crate::names::DeskId;
use crate::time::{TimeRange, UnixTime};

impl Holds {
    pub(crate) fn diary_read(&mut self, at: UnixTime) {
        self.reported_at = Some(at);
    }

    pub(crate) fn confirm(&mut self, desk: &DeskId, time: TimeRange, at: UnixTime) {
        let key = (desk.clone(), time.start);
        self.refused.remove(&key);
        self.known.insert(key, KnownHold { desk: desk.clone(), time, let_go: false });
        self.reported_at = Some(at);
    }

    pub(crate) fn let_go(&mut self, desk: &DeskId, time: TimeRange) {
        if let Some(hold) = self.known.get_mut(&(desk.clone(), time.start)) {
            hold.let_go = true;
        }
    }

    pub(crate) fn release(&mut self, desk: &DeskId, time: TimeRange, at: UnixTime) {
        self.known.remove(&(desk.clone(), time.start));
        self.reported_at = Some(at);
    }

    pub(crate) fn book_over(&mut self, desk: &DeskId, time: TimeRange, at: UnixTime) {
        let over = BookedOver { desk: desk.clone(), time };
        self.booked_over.insert(over.at(), over);
        self.reported_at = Some(at);
    }

    pub(crate) fn refuse(&mut self, desk: &DeskId, time: TimeRange, why: HoldTrouble, at: UnixTime) {
        let key = (desk.clone(), time.start);
        self.known.remove(&key);
        self.refused.insert(key, RefusedHold { desk: desk.clone(), time, why });
        self.reported_at = Some(at);
    }

    pub(crate) fn diary_lost(&mut self, known_at: Option<UnixTime>, unread: &[DeskId], at: UnixTime) {
        self.lost_since = Some(DiaryLost { since: at, known_at });
        self.unread = unread.iter().cloned().collect();
    }

    pub(crate) fn diary_found(&mut self, at: UnixTime) {
        self.lost_since = None;
        self.unread.clear();
        self.reported_at = Some(at);
    }
}
