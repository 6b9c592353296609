// SPDX-License-Identifier: MPL-2.0
//! Cursors of servers that leave something out if they are taken at their word: they are asked from a little earlier.
//! An entry that is reported twice does no harm.

use std::ops::RangeInclusive;

use crate::port::Cursor;

/// Seconds by which a cursor that is a time is asked for earlier.
const SECONDS: i64 = 2;
/// From 2001 to 2099: a number in between is a time. Other servers count from nought.
const TIMES: RangeInclusive<i64> = 1_000_000_000..=4_102_444_799;

/// SOGo's cursor is the second in which it answers, and says nothing of what is changed later in that second.
pub(super) fn a_little_earlier(token: &str) -> String {
    let time = token.parse::<i64>().ok().filter(|seconds| TIMES.contains(seconds));
    time.map_or_else(|| token.to_owned(), |seconds| (seconds - SECONDS).to_string())
}

/// DAViCal counts a write that is under way while it answers to the cursor before: what follows a new cursor is asked
/// for once from the one before it.
#[derive(Debug, Default)]
pub(super) struct CursorBefore(Option<Step>);

/// From one cursor to the next.
#[derive(Debug)]
struct Step {
    from: Cursor,
    to: Cursor,
}

impl CursorBefore {
    /// From where changes since a cursor are asked for.
    pub fn of(&self, since: &Cursor) -> Cursor {
        let step = self.0.as_ref().filter(|step| step.to == *since);
        step.map_or(since, |step| &step.from).clone()
    }

    /// The changes since a cursor led to this one.
    pub fn reached(&mut self, since: &Cursor, latest: &Cursor) {
        let is_new = latest != since && is_of_davical(since);
        self.0 = is_new.then(|| Step { from: since.clone(), to: latest.clone() });
    }
}

/// DAViCal numbers its answers; Cyrus, with the same beginning, writes two numbers.
fn is_of_davical(cursor: &Cursor) -> bool {
    let number = cursor.0.strip_prefix("data:,");
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cursor(text: &str) -> Cursor {
        Cursor(text.to_owned())
    }

    #[test]
    fn a_cursor_that_is_a_time_is_asked_for_a_little_earlier_and_any_other_as_it_is() {
        assert_eq!(a_little_earlier("1795987310"), "1795987308");
        for token in
            ["0", "153", "data:,12", "http://radicale.org/ns/sync/1795987310", "99999999999", "-1795987310"]
        {
            assert_eq!(a_little_earlier(token), token);
        }
    }

    #[test]
    fn davical_is_asked_once_more_from_the_cursor_before() {
        let (one, two) = (cursor("data:,1204"), cursor("data:,1207"));
        let mut before = CursorBefore::default();
        assert_eq!(before.of(&one), one);
        before.reached(&one, &two);
        assert_eq!(before.of(&two), one, "a write that was under way counts to it");
        before.reached(&two, &two);
        assert_eq!(before.of(&two), two, "once is enough");
        before.reached(&one, &two);
        assert_eq!(before.of(&cursor("data:,1300")), cursor("data:,1300"), "after a whole reading");
    }

    #[test]
    fn other_servers_are_taken_at_their_word() {
        for [one, two] in
            [["data:,1754-12", "data:,1754-13"], ["http://radicale.org/ns/sync/a1", "b2"], ["data:,", "7"]]
        {
            let (one, two) = (cursor(one), cursor(two));
            let mut before = CursorBefore::default();
            before.reached(&one, &two);
            assert_eq!(before.of(&two), two);
        }
    }
}
