// SPDX-License-Identifier: MPL-2.0
//! Those who only asked at a desk, of one day.

use std::collections::BTreeMap;

use super::day_summary::EventNumber;
use office::names::DeskId;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inquiries {
    counted: Vec<EventNumber>,
    last: BTreeMap<DeskId, EventNumber>,
}

impl Inquiries {
    pub(super) fn count(&mut self, seq: EventNumber, desk: &DeskId) {
        self.counted.push(seq);
        self.last.insert(desk.clone(), seq);
    }

    pub(super) fn take_back(&mut self, desk: &DeskId) {
        let none = self.last.remove(desk);
        self.counted.retain(|seq| Some(*seq) != none);
    }

    pub fn events(&self) -> &[EventNumber] {
        &self.counted
    }
}
