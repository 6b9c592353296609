// SPDX-License-Identifier: MPL-2.0
//! Problems for an administrator: the line and the kind, never the content.

/// Further ones are only counted.
const MAX_MESSAGES: usize = 50;
const MAX_NAME_CHARS: usize = 60;

#[derive(Debug, Default)]
pub(super) struct Problems {
    messages: Vec<String>,
    more: usize,
    unknown_desks: usize,
    first_unknown_desk: usize,
}

impl Problems {
    pub fn at(&mut self, line: usize, what: &str) {
        self.push(|| format!("line {line}: {what}"));
    }

    /// An entry names a desk that the configuration does not know.
    pub fn unknown_desk(&mut self, line: usize) {
        if self.unknown_desks == 0 {
            self.first_unknown_desk = line;
        }
        self.unknown_desks += 1;
    }

    pub fn unknown_zones<'z>(&mut self, names: impl Iterator<Item = &'z str>) {
        for name in names {
            let name: String = name.chars().filter(|c| !c.is_control()).take(MAX_NAME_CHARS).collect();
            self.push(|| format!("«{name}» is no time zone we know; the office's own was taken instead"));
        }
    }

    pub fn into_messages(mut self) -> Vec<String> {
        if self.unknown_desks > 0 {
            let (count, line) = (self.unknown_desks, self.first_unknown_desk);
            let what = "name a desk that the configuration does not know; their time is taken at every desk";
            self.messages.push(format!("{count} entries, the first in line {line}, {what}"));
        }
        if self.more > 0 {
            self.messages.push(format!("and {} more", self.more));
        }
        self.messages
    }

    fn push(&mut self, what: impl FnOnce() -> String) {
        if self.messages.len() < MAX_MESSAGES {
            self.messages.push(what());
        } else {
            self.more += 1;
        }
    }
}
