// SPDX-License-Identifier: MPL-2.0
//! The lines of a calendar, unfolded. A line ends in CR, LF or both, whatever the others end in.

use std::borrow::Cow;

/// A line with those that continue it.
#[derive(Debug)]
pub(super) struct Line<'t> {
    /// Of its first part, from 1.
    pub number: usize,
    pub start: usize,
    /// Behind its end.
    pub end: usize,
    pub text: Cow<'t, str>,
}

pub(super) enum Mark<'t> {
    Begin(&'t str),
    End(&'t str),
}

impl Line<'_> {
    /// The name before its parameters and value.
    pub fn property(&self) -> &str {
        self.text.split([':', ';']).next().unwrap_or_default().trim()
    }

    pub fn is(&self, names: &[&str]) -> bool {
        let property = self.property();
        names.iter().any(|name| property.eq_ignore_ascii_case(name))
    }

    pub fn mark(&self) -> Option<Mark<'_>> {
        let (word, name) = self.text.split_once(':')?;
        match word.trim() {
            word if word.eq_ignore_ascii_case("BEGIN") => Some(Mark::Begin(name.trim())),
            word if word.eq_ignore_ascii_case("END") => Some(Mark::End(name.trim())),
            _ => None,
        }
    }

    /// A BEGIN or END of a component that is read, with other letters before it.
    pub fn damaged_mark(&self) -> Option<Mark<'_>> {
        const COMPONENTS: [&str; 4] = ["VEVENT", "VFREEBUSY", "VTIMEZONE", "VCALENDAR"];
        let (before, name) = self.text.split_once(':')?;
        let name = COMPONENTS.into_iter().find(|known| name.trim().eq_ignore_ascii_case(known))?;
        let before = before.trim_end().to_ascii_uppercase();
        if before.contains([';', '=']) || before == "BEGIN" || before == "END" {
            None
        } else if before.ends_with("BEGIN") {
            Some(Mark::Begin(name))
        } else if before.ends_with("END") {
            Some(Mark::End(name))
        } else {
            None
        }
    }
}

/// The lines of a text, each with those that continue it. Empty lines end nothing: some programs write two line ends.
pub(super) fn unfolded(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut parts = parts(text).filter(|part| !part.text.is_empty()).peekable();
    std::iter::from_fn(move || {
        let mut line = parts.next()?;
        while let Some(more) = parts.next_if(|part| part.text.starts_with([' ', '\t'])) {
            line.text.to_mut().push_str(&more.text[1..]);
            line.end = more.end;
        }
        Some(line)
    })
}

fn parts(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut number = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let length = rest.find(['\r', '\n']).unwrap_or(rest.len());
        let end = if rest[length..].starts_with("\r\n") { length + 2 } else { (length + 1).min(rest.len()) };
        let start = at;
        at += end;
        number += 1;
        Some(Line { number, start, end: at, text: Cow::Borrowed(&rest[..length]) })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<(usize, String)> {
        unfolded(text).map(|line| (line.number, line.text.into_owned())).collect()
    }

    #[test]
    fn every_end_of_a_line_ends_a_line_beside_the_others() {
        let expected = [(1, "A:1"), (2, "B:2"), (3, "C:3"), (4, "D:4")].map(|(n, line)| (n, line.to_owned()));
        assert_eq!(texts("A:1\rB:2\nC:3\r\nD:4"), expected);
    }

    #[test]
    fn a_fold_may_lie_within_a_name_and_behind_an_empty_line() {
        assert_eq!(texts("DTS\r\n TART:1\r\n"), [(1, "DTSTART:1".to_owned())]);
        assert_eq!(texts("A:1\r\r\n 2\r\r\nB:3"), [(1, "A:12".to_owned()), (5, "B:3".to_owned())]);
    }
}
