// SPDX-License-Identifier: MPL-2.0
//! The office's gaps and what became of their time.

use crate::gap::{Gap, GapState, ReleaseRule};
use crate::invalid_event::InvalidEvent;
use crate::names::{DeskId, GapId};
use crate::time::{TimeRange, UnixTime};

/// The office's gaps in the order of their numbers, side by side: nearly every search goes through all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gaps {
    list: Vec<Gap>,
    next: u64,
}

impl Gaps {
    pub(crate) fn carried_over(gaps: &[Gap], next: u64) -> Self {
        let mut all = Self { next, ..Self::default() };
        for gap in gaps {
            all.place_in_order(gap.clone());
        }
        all
    }

    /// The open gaps of a range of time.
    pub(crate) fn copied(&self, wanted: impl Fn(&Gap) -> bool) -> Self {
        let list = self.list.iter().filter(|gap| wanted(gap)).cloned().collect();
        Self { list, next: self.next }
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, Gap> {
        self.list.iter()
    }

    pub(crate) fn get(&self, id: GapId) -> Option<&Gap> {
        self.position(id).ok().map(|position| &self.list[position])
    }

    pub(crate) const fn next_id(&self) -> u64 {
        self.next
    }

    pub(crate) fn insert(&mut self, gap: Gap) {
        self.next = self.next.max(gap.id.0 + 1);
        self.place_in_order(gap);
    }

    pub(crate) fn change(
        &mut self,
        id: GapId,
        desk: &DeskId,
        time: TimeRange,
        hold: ReleaseRule,
        at: UnixTime,
    ) -> Result<(), InvalidEvent> {
        let gap = self.known(id)?;
        (gap.desk, gap.time, gap.hold, gap.opened_at) = (desk.clone(), time, hold, at);
        Ok(())
    }

    /// The gap as it ended.
    pub(crate) fn end(&mut self, id: GapId, how: GapState) -> Result<&Gap, InvalidEvent> {
        let gap = self.known(id)?;
        gap.state = how;
        Ok(gap)
    }

    fn known(&mut self, id: GapId) -> Result<&mut Gap, InvalidEvent> {
        let position = self.position(id).map_err(|_| InvalidEvent("unknown gap"))?;
        Ok(&mut self.list[position])
    }

    /// What does not hold; empty when no open gaps overlap.
    pub(crate) fn check(&self, wrong: &mut Vec<String>) {
        let open: Vec<_> = self.iter().filter(|gap| gap.is_open()).collect();
        for (index, gap) in open.iter().enumerate() {
            if gap.time.is_empty() {
                wrong.push(format!("gap {} ends before it starts", gap.id));
            }
            if let Some(other) =
                open[..index].iter().find(|other| other.desk == gap.desk && other.time.overlaps(gap.time))
            {
                wrong.push(format!("gaps {} and {} overlap", other.id, gap.id));
            }
        }
    }

    fn place_in_order(&mut self, gap: Gap) {
        match self.position(gap.id) {
            Ok(position) => self.list[position] = gap,
            Err(position) => self.list.insert(position, gap),
        }
    }

    fn position(&self, id: GapId) -> Result<usize, usize> {
        self.list.binary_search_by_key(&id, |gap| gap.id)
    }
}
