//! What could not be read, for an administrator: where, what, and never what stood there.

/// More are counted, not told.
const MOST_TOLD: usize = 50;
const LONGEST_NAME: usize = 60;

#[derive(Debug, Default)]
pub(super) struct Problems {
    told: Vec<String>,
    more: usize,
    unknown_desks: usize,
    first_unknown_desk: usize,
}

impl Problems {
    pub fn at(&mut self, line: usize, what: &str) {
        self.tell(|| format!("line {line}: {what}"));
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
            let name: String = name.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
            self.tell(|| format!("«{name}» is no time zone we know; the office's own was taken instead"));
        }
    }

    pub fn told(mut self) -> Vec<String> {
        if self.unknown_desks > 0 {
            let (count, line) = (self.unknown_desks, self.first_unknown_desk);
            let what = "name a desk that the configuration does not know; their time is taken at every desk";
            self.told.push(format!("{count} entries, the first in line {line}, {what}"));
        }
        if self.more > 0 {
            self.told.push(format!("and {} more", self.more));
        }
        self.told
    }

    fn tell(&mut self, what: impl FnOnce() -> String) {
        if self.told.len() < MOST_TOLD {
            self.told.push(what());
        } else {
            self.more += 1;
        }
    }
}
