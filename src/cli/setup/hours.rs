// SPDX-License-Identifier: MPL-2.0
//! Opening hours as a person writes them: "monday-wednesday 10:00-15:00", or in Danish.

/// Each weekday as the configuration names it, with its Danish name.
const WEEKDAYS: [(&str, &str); 7] = [
    ("monday", "mandag"),
    ("tuesday", "tirsdag"),
    ("wednesday", "onsdag"),
    ("thursday", "torsdag"),
    ("friday", "fredag"),
    ("saturday", "lørdag"),
    ("sunday", "søndag"),
];

/// An open day, in minutes after midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenHours {
    /// 0 is Monday.
    pub weekday: usize,
    pub opens: u16,
    pub closes: u16,
}

impl OpenHours {
    pub const fn day(self) -> &'static str {
        WEEKDAYS[self.weekday].0
    }
}

pub fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Reads the days and hours, one text for each group of days with the same hours.
///
/// # Errors
/// What is wrong, and how to write it.
pub fn parse(texts: &[String]) -> Result<Vec<OpenHours>, String> {
    let mut all: Vec<OpenHours> = Vec::new();
    for text in texts.iter().flat_map(|text| text.split(',')) {
        for opening in group(text.trim())? {
            if all.iter().any(|other| other.weekday == opening.weekday) {
                return Err(format!("{} stands twice in the opening hours", opening.day()));
            }
            all.push(opening);
        }
    }
    if all.is_empty() {
        return Err("the office is open on one day at least".to_owned());
    }
    all.sort_by_key(|opening| opening.weekday);
    Ok(all)
}

fn group(text: &str) -> Result<Vec<OpenHours>, String> {
    let wrong = || format!("«{text}» are no opening hours; write them as: monday-wednesday 10:00-15:00");
    let (days, hours) = text.rsplit_once(' ').ok_or_else(wrong)?;
    let (opens, closes) = hours.split_once('-').ok_or_else(wrong)?;
    let (opens, closes) = (time(opens).ok_or_else(wrong)?, time(closes).ok_or_else(wrong)?);
    if closes <= opens {
        return Err(format!("«{text}»: the office closes after it opens"));
    }
    let (first, last) = days.trim().split_once('-').unwrap_or((days.trim(), days.trim()));
    let (first, last) = (weekday(first).ok_or_else(wrong)?, weekday(last).ok_or_else(wrong)?);
    if last < first {
        return Err(format!("«{text}»: the earlier day comes first"));
    }
    Ok((first..=last).map(|weekday| OpenHours { weekday, opens, closes }).collect())
}

fn weekday(text: &str) -> Option<usize> {
    let text = text.trim().to_lowercase();
    WEEKDAYS.iter().position(|(english, danish)| text == *english || text == *danish)
}

fn time(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once([':', '.']).unwrap_or((text, "00"));
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<OpenHours>, String> {
        parse(&[text.to_owned()])
    }

    #[test]
    fn days_and_hours_are_read_as_people_write_them() {
        let week = read("mandag-onsdag 10-15, Thursday 10:00-17:00, fredag 10.00-13.30").unwrap();
        let days: Vec<&str> = week.iter().map(|opening| opening.day()).collect();
        assert_eq!(days, ["monday", "tuesday", "wednesday", "thursday", "friday"]);
        assert_eq!((week[3].opens, week[3].closes, week[4].closes), (600, 1020, 810));
    }

    #[test]
    fn hours_that_cannot_be_are_refused_with_their_mistake() {
        for (text, mistake) in [
            ("", "no opening hours"),
            ("monday", "no opening hours"),
            ("monday 10:00", "no opening hours"),
            ("moonday 10-15", "no opening hours"),
            ("monday 10-24", "no opening hours"),
            ("monday 15-10", "closes after it opens"),
            ("friday-monday 10-15", "earlier day comes first"),
            ("monday 10-15, monday-friday 10-14", "monday stands twice"),
        ] {
            let said = read(text).unwrap_err();
            assert!(said.contains(mistake), "{text}: {said}");
        }
        assert!(parse(&[]).is_err());
    }
}
