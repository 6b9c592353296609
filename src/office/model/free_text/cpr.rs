// SPDX-License-Identifier: MPL-2.0
//! Finds what looks like a CPR number: a date (ddmmyy) and four digits, grouped in any usual way.

use super::characters::Character;

/// How people group the digits when they do not write six and four. Eight are a date with its century.
const GROUPED: [&[usize]; 9] = [
    &[2, 2, 2, 4],
    &[2, 2, 6],
    &[2, 2, 2, 2, 2],
    &[6, 2, 2],
    &[4, 2, 4],
    &[4, 6],
    &[8, 4],
    &[2, 2, 4, 4],
    &[1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
];
/// The digits of a CPR number.
const DIGITS: usize = 10;
/// Maximum separators between two groups of one number.
const MOST_BETWEEN: usize = 3;
/// The same between six digits and four, which are a CPR number however far they are put apart.
const MOST_BEFORE_FOUR: usize = 24;

/// Whether the text holds what may be a CPR number. Clock times, dates and telephone numbers are not taken
/// for one. Some CPR numbers have 60 added to the day; they count too.
pub fn looks_like_cpr(text: &str) -> bool {
    let groups = groups(text);
    let known = known_numbers(&groups);
    let mut start = 0;
    known.iter().chain([&true]).enumerate().any(|(end, known)| {
        if !known {
            return false;
        }
        let between = &groups[start..end];
        start = end + 1;
        (0..between.len()).any(|at| {
            let groups = &between[at..];
            six_and_four(groups) || grouped(groups) || evenly_parted(groups) || birthday_and_four(groups)
        })
    })
}

/// Digits with nothing between them.
#[derive(Debug)]
struct Group {
    digits: Vec<u32>,
    /// What stands between it and the group before, if a few separators do.
    after: Option<String>,
    /// Whether no letter stands between it and the group before, and not too much else.
    may_follow: bool,
}

impl Group {
    fn value(&self) -> u32 {
        self.digits.iter().fold(0, |value, digit| value.saturating_mul(10).saturating_add(*digit))
    }

    fn is(&self, length: usize, values: std::ops::RangeInclusive<u32>) -> bool {
        self.digits.len() == length && values.contains(&self.value())
    }

    fn after(&self, separator: &str) -> bool {
        self.after.as_deref() == Some(separator)
    }
}

fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let (mut between, mut apart) = (String::new(), true);
    for character in text.chars() {
        match Character::of(character) {
            Character::Digit(digit) => {
                if let Some(group) = groups.last_mut().filter(|_| between.is_empty() && !apart) {
                    group.digits.push(digit);
                } else {
                    let separators = between.chars().count();
                    let after = (!apart && separators <= MOST_BETWEEN).then(|| between.clone());
                    let may_follow = !apart && separators <= MOST_BEFORE_FOUR;
                    groups.push(Group { digits: vec![digit], after, may_follow });
                }
                between.clear();
                apart = false;
            }
            Character::Letter => apart = true,
            Character::Separator | Character::Forbidden => between.push(character),
            Character::Unseen => {}
        }
    }
    groups
}

/// Six digits and four more somewhere in a row of digits, or at the end of one group and the start of the next.
fn six_and_four(groups: &[Group]) -> bool {
    let Some(first) = groups.first() else { return false };
    let together = first.digits.windows(DIGITS).any(could_be_a_date);
    let apart = first.digits.len() >= 6
        && groups.get(1).is_some_and(|next| {
            let exactly = first.digits.len() == 6 && next.digits.len() == 4 && next.may_follow;
            exactly || (next.after.is_some() && next.digits.len() >= 4)
        });
    together || (apart && could_be_a_date(&first.digits[first.digits.len() - 6..]))
}

/// Ten digits with the same separator between all their groups, such as `010 190 1234`. Numbers in a list are none.
fn evenly_parted(groups: &[Group]) -> bool {
    let mut digits: Vec<u32> = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        let separator = group.after.as_deref().filter(|after| !after.contains([',', ';']));
        let even = index < 2 || separator == groups[1].after.as_deref();
        if index > 0 && (separator.is_none() || !even) {
            return false;
        }
        digits.extend(&group.digits);
        if digits.len() >= DIGITS {
            let ends = groups.get(index + 1).is_none_or(|next| next.after != groups[1.min(index)].after);
            return index > 0 && ends && digits.len() == DIGITS && could_be_a_date(&digits);
        }
    }
    false
}

/// `1.1.90-1234` or `1990-01-01-1234`: a birthday and exactly four digits. After a space they may be a clock time.
fn birthday_and_four(groups: &[Group]) -> bool {
    let Some(last) = groups.get(3).filter(|last| last.digits.len() == 4) else { return false };
    let year_first =
        is_year_month_day(groups) && (last.after("-") || last.after(" ") && !is_hour_of_day(last));
    year_first || (is_birthday(groups) && last.after.is_some())
}

/// `1030`
fn is_hour_of_day(group: &Group) -> bool {
    group.value() / 100 <= 23 && group.value() % 100 <= 59
}

fn grouped(groups: &[Group]) -> bool {
    GROUPED.iter().any(|lengths| {
        let Some(groups) = groups.get(..lengths.len()) else { return false };
        let alike = groups.iter().zip(*lengths).all(|(group, length)| group.digits.len() == *length);
        let digits: Vec<u32> = groups.iter().flat_map(|group| group.digits.iter().copied()).collect();
        let separators = || groups[1..].iter().map(|group| group.after.as_deref());
        let is_list = groups.len() > 4 && separators().flatten().all(|after| after.contains([',', ';']));
        alike && !is_list && separators().all(|after| after.is_some()) && could_be_a_date(&digits)
    })
}

/// `1.1.90` or `1/1-1990`, with any of the usual separators in each place.
fn is_birthday(groups: &[Group]) -> bool {
    let [day, month, year, ..] = groups else { return false };
    let usual = |group: &Group| {
        group.after.as_deref().is_some_and(|after| after.chars().all(|one| ".:-/ ".contains(one)))
    };
    let is_day = day.digits.len() <= 2 && matches!(day.value(), 1..=31 | 61..=91);
    let is_month = month.digits.len() <= 2 && matches!(month.value(), 1..=12);
    usual(month) && usual(year) && is_day && is_month && matches!(year.digits.len(), 2 | 4)
}

fn could_be_a_date(digits: &[u32]) -> bool {
    let pair = |at: usize| digits[at] * 10 + digits[at + 1];
    matches!(pair(0), 1..=31 | 61..=91) && matches!(pair(2), 1..=12)
}

/// Which groups belong to a clock time, a date or a telephone number.
fn known_numbers(groups: &[Group]) -> Vec<bool> {
    let mut known = vec![false; groups.len()];
    for start in 0..groups.len() {
        let (before, rest) = groups.split_at(start);
        let after_known = start.checked_sub(1).is_none_or(|before| known[before]);
        let length = if is_date(rest) && !ends_a_birthday(before.last(), rest) {
            3
        } else if is_telephone(rest) {
            if rest[0].digits.len() == 8 { 1 } else { 4 }
        } else if is_clock_time(before.last(), after_known, rest) {
            2
        } else {
            0
        };
        known[start..start + length].fill(true);
    }
    known
}

/// `2026-03-31`, or `31.3.2026` that is followed by nothing or by another date: four digits may follow a birthday.
fn is_date(groups: &[Group]) -> bool {
    let [_, _, _, rest @ ..] = groups else { return false };
    if is_year_month_day(groups) {
        return !birthday_and_four(groups);
    }
    let ends = rest.first().is_none_or(|next| next.after.is_none());
    is_day_month_year(groups) && (ends || is_day_month_year(rest))
}

fn is_year_month_day(groups: &[Group]) -> bool {
    let [year, month, day, ..] = groups else { return false };
    joined(month, day) && year.is(4, 1900..=2099) && month.is(2, 1..=12) && day.is(2, 1..=31)
}

/// Whether one of the usual separators of a date stands before both.
fn joined(second: &Group, third: &Group) -> bool {
    [".", "-", "/"].iter().any(|separator| second.after(separator) && third.after(separator))
}

fn is_day_month_year(groups: &[Group]) -> bool {
    let [day, month, year, ..] = groups else { return false };
    let is_day = day.digits.len() <= 2 && matches!(day.value(), 1..=31);
    let is_month = month.digits.len() <= 2 && matches!(month.value(), 1..=12);
    joined(month, year) && is_day && is_month && (year.digits.len() == 2 || year.is(4, 1900..=2099))
}

/// `10.40` or `10:40`, not a part of a date, and joined by a hyphen to nothing but another clock time. Day and month of
/// a birthday are none.
fn is_clock_time(before: Option<&Group>, after_known: bool, groups: &[Group]) -> bool {
    let [hour, _, rest @ ..] = groups else { return false };
    let joins = |group: &Group| [".", ":", "/"].iter().any(|separator| group.after(separator));
    let apart = hour.after.as_deref().is_none_or(|after| after.contains([' ', ',', ';']));
    let part_of_a_number = before.is_some_and(|before| before.digits.len() >= 6 || before.after(" "));
    let begins = after_known || (apart && !part_of_a_number) || hour.after.is_none();
    let ends = match rest.first() {
        Some(next) if next.after("-") || next.after("–") => is_hour_and_minute(rest),
        Some(next) => !joins(next),
        None => true,
    };
    is_hour_and_minute(groups) && !joins(hour) && begins && ends && !begins_a_birthday(groups)
}

/// `10.10` before `90-1234` or `901234`: a year and four digits. The numbers of a list are none.
fn begins_a_birthday(groups: &[Group]) -> bool {
    let [day, month, year, rest @ ..] = groups else { return false };
    let follows = |group: &Group| group.after.as_deref().is_some_and(|after| !after.contains([',', ';']));
    let four = rest.first().is_some_and(|four| four.digits.len() == 4 && follows(four));
    let is_year = year.digits.len() == 6 || year.digits.len() == 2 && four;
    matches!(day.value(), 1..=31) && matches!(month.value(), 1..=12) && follows(year) && is_year
}

/// `.01-90-1234` after a day: month, year and four digits, and not a date.
fn ends_a_birthday(day: Option<&Group>, groups: &[Group]) -> bool {
    let (Some(day), [month, year, four, ..]) = (day, groups) else { return false };
    let is_day = day.digits.len() <= 2 && matches!(day.value(), 1..=31 | 61..=91);
    let follows = month.after(".") || month.after(":") || month.after("/");
    is_day && follows && month.digits.len() <= 2 && year.digits.len() == 2 && four.digits.len() == 4
}

fn is_hour_and_minute(groups: &[Group]) -> bool {
    let [hour, minute, ..] = groups else { return false };
    let is_hour = hour.is(1, 0..=9) || hour.is(2, 0..=23);
    is_hour && minute.is(2, 0..=59) && (minute.after(".") || minute.after(":"))
}

/// Eight digits, or four pairs with single spaces, that no more digits of the same number follow.
fn is_telephone(groups: &[Group]) -> bool {
    if let [first, rest @ ..] = groups
        && first.digits.len() == 8
    {
        return rest.first().is_none_or(|next| next.after.is_none() || next.digits.len() == 8);
    }
    let [first, others @ ..] = groups else { return false };
    let (Some(pairs), rest) = (others.get(..3), others.get(3..).unwrap_or_default()) else { return false };
    let ends =
        rest.first().and_then(|next| next.after.as_deref()).is_none_or(|after| after.chars().count() > 1);
    let pairs = pairs.iter().all(|pair| pair.digits.len() == 2 && pair.after(" "));
    first.digits.len() == 2 && !first.after(" ") && pairs && ends
}

#[cfg(test)]
mod tests;
