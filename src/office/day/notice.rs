// SPDX-License-Identifier: MPL-2.0
//! The notice of the day is set, taken down, and ends by itself.

use crate::day_notice::DayNotice;
use crate::decide::Decision;
use crate::event::Event;
use crate::localized_text::LocalizedText;
use crate::office::Office;
use crate::refusal::Refusal;
use crate::time::UnixTime;

impl Office {
    pub const fn day_notice(&self) -> Option<&DayNotice> {
        self.day.notice()
    }

    pub(crate) fn decide_day_notice(
        &self,
        text: &LocalizedText,
        until: UnixTime,
        now: UnixTime,
    ) -> Result<Decision, Refusal> {
        if until <= now {
            return Err(Refusal::InThePast);
        }
        if until > self.day.range().end {
            return Err(Refusal::Invalid("a notice of the day ends on the same day".to_owned()));
        }
        if text.longest() > DayNotice::MOST_CHARACTERS {
            let most = DayNotice::MOST_CHARACTERS;
            return Err(Refusal::Invalid(format!("a notice of the day has at most {most} characters")));
        }
        let is_shown = |shown: &DayNotice| (&shown.text, shown.until) == (text, until);
        if self.day_notice().is_some_and(is_shown) {
            return Ok(Decision::nothing(Vec::new()));
        }
        Ok(Decision::nothing(vec![Event::DayNoticeSet { until, text: Some(text.clone()) }]))
    }

    pub(crate) fn decide_day_notice_removal(&self) -> Decision {
        Decision::nothing(self.day_notice().map(|_| Event::DayNoticeEnded).into_iter().collect())
    }

    pub(crate) fn day_notice_due(&self, at: UnixTime) -> Option<Event> {
        self.day_notice().filter(|notice| notice.until <= at).map(|_| Event::DayNoticeEnded)
    }

    /// A notice whose words are forgotten is shown nowhere.
    pub(crate) fn set_day_notice(&mut self, text: Option<&LocalizedText>, until: UnixTime) {
        self.day.set_notice(text.map(|text| DayNotice { text: text.clone(), until }));
    }
}
