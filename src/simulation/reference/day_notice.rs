// SPDX-License-Identifier: MPL-2.0
//! The notice of the day is shown from when it is set until its time, and never after midnight.

use super::ReferenceOffice;
use super::answers::ExpectedAnswer::{self, Done, Refused};
use office::Office;
use office::command::Command;
use office::day_notice::DayNotice;
use office::event::Event;
use office::localized_text::LocalizedText;
use office::time::UnixTime;

impl ReferenceOffice {
    pub(super) fn expect_notice(
        &self,
        text: &LocalizedText,
        until: UnixTime,
        now: UnixTime,
    ) -> ExpectedAnswer {
        if until <= now.max(self.last_at) {
            Refused("in_the_past")
        } else if until > self.day.end || text.longest() > DayNotice::MOST_CHARACTERS {
            Refused("invalid")
        } else {
            Done
        }
    }

    pub(super) fn notice_changed(&mut self, event: &Event, command: Option<&Command>, at: UnixTime) {
        let as_asked = match (event, command) {
            (
                Event::DayNoticeSet { until, text: Some(text) },
                Some(Command::SetDayNotice { text: asked, until: end }),
            ) => {
                self.notice = Some(DayNotice { text: text.clone(), until: *until });
                (text, until) == (asked, end)
            }
            (Event::DayNoticeEnded, Some(Command::RemoveDayNotice)) => self.notice.take().is_some(),
            (Event::DayNoticeEnded, None) => self.notice.take().is_some_and(|notice| notice.until <= at),
            _ => false,
        };
        if !as_asked {
            self.violation(format!("{event:?} is not what was asked"));
        }
    }

    pub(super) fn compare_notice(&mut self, office: &Office) {
        if office.day_notice() != self.notice.as_ref() {
            self.violation(format!("the notice is {:?}, not {:?}", office.day_notice(), self.notice));
        }
        if self.notice.as_ref().is_some_and(|notice| notice.until < self.last_at) {
            self.violation("a notice is shown after its time");
        }
    }
}
