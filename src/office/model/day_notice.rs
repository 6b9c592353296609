// SPDX-License-Identifier: MPL-2.0
//! The notice of the day: one sentence that kiosk, boards and phones show until a given time.

use crate::localized_text::LocalizedText;
use crate::time::UnixTime;

/// The notice that is shown now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayNotice {
    pub text: LocalizedText,
    /// When it ends by itself, within the day.
    pub until: UnixTime,
}

impl DayNotice {
    /// As many characters as fit two lines of a board.
    pub const MOST_CHARACTERS: usize = 120;
}
