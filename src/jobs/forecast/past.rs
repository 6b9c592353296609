//! The past half year of an office's ledger, read page by page with pauses, and from then on only what is new.

use std::time::Duration;

use forecast::history::VisitHistory;
use office::time::{Length, UnixTime};
use runtime::handle::{NoAnswer, OfficeHandle};
use runtime::ports::Seq;

/// Older visits were other work.
const HALF_A_YEAR: Length = Length::minutes(183 * 24 * 60);
/// Events read at a time: a page takes the office about a millisecond.
const PAGE: usize = 250;
/// Others have the office between two pages.
const PAUSE: Duration = Duration::from_millis(5);

#[derive(Debug, Default)]
pub(super) struct Reading {
    after: Option<Seq>,
    history: VisitHistory,
}

impl Reading {
    pub(super) const fn history(&self) -> &VisitHistory {
        &self.history
    }

    /// Reads on to the ledger's present end.
    pub(super) async fn catch_up(&mut self, door: &OfficeHandle) -> Result<(), NoAnswer> {
        let mut after = match self.after {
            Some(after) => after,
            None => first_after(door, door.now() - HALF_A_YEAR).await?,
        };
        loop {
            let page = match door.ledger_after(after, PAGE).await {
                Err(NoAnswer::Busy) => Vec::new(),
                page => page?,
            };
            for (seq, recorded) in &page {
                self.history.add(recorded);
                after = *seq;
            }
            self.after = Some(after);
            if after >= door.health().last_seq {
                return Ok(());
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}

/// The last event before a moment, by halving.
async fn first_after(door: &OfficeHandle, moment: UnixTime) -> Result<Seq, NoAnswer> {
    let (mut before, mut beyond) = (0, door.health().last_seq);
    while before < beyond {
        let middle = Seq::midpoint(before, beyond);
        let next = door.ledger_after(middle, 1).await?;
        match next.first() {
            Some((_, recorded)) if recorded.at < moment => before = middle + 1,
            _ => beyond = middle,
        }
    }
    Ok(before)
}
