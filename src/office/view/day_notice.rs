// SPDX-License-Identifier: MPL-2.0
//! The notice of the day, as each screen shows it.

use crate::calendar::Rfc3339;
use crate::localized_text::LocalizedText;
use crate::office::Office;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayNoticeView {
    pub text: LocalizedText,
    /// When it ends by itself.
    pub until: Rfc3339,
}

impl Office {
    pub fn day_notice_view(&self) -> Option<DayNoticeView> {
        self.day_notice()
            .map(|notice| DayNoticeView { text: notice.text.clone(), until: self.stamp(notice.until) })
    }
}
