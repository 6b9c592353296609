// SPDX-License-Identifier: MPL-2.0
//! The period of a report, and why one cannot be.

use jiff::civil::Date;

use crate::problem::{Code, Problem};
use crate::request::times;

/// More years than this are a mistyped date.
const MOST_YEARS: i32 = 20;

/// The requested period; this month without one.
pub fn requested(
    month: Option<&str>,
    from: Option<&str>,
    to: Option<&str>,
    today: Date,
) -> Result<(Date, Date), Problem> {
    let (from, to) = match (month, from, to) {
        (Some(month), None, None) => month_of(month)?,
        (None, Some(from), Some(to)) => (times::any_date(from, "from")?, times::any_date(to, "to")?),
        (None, None, None) => (today.first_of_month(), today.last_of_month()),
        _ => return Err(Problem::translated(Code::BadRequest, "problem-period-which", &[])),
    };
    if to < from {
        return Err(Problem::translated(Code::PeriodIsReversed, "problem-period-reversed", &[]));
    }
    if from > today {
        let values = [("today", today.to_string().into())];
        return Err(Problem::translated(Code::PeriodIsAhead, "problem-period-ahead", &values));
    }
    if from.until(to).is_ok_and(|span| span.get_days() > 366 * MOST_YEARS) {
        let values = [("years", MOST_YEARS.to_string().into())];
        return Err(Problem::translated(Code::BadRequest, "problem-period-too-long", &values));
    }
    Ok((from, to))
}

fn month_of(month: &str) -> Result<(Date, Date), Problem> {
    let wrong = |_| Problem::translated(Code::BadRequest, "problem-month", &[]).about("month");
    let first = times::any_date(&format!("{month}-01"), "month").map_err(wrong)?;
    Ok((first, first.last_of_month()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn message(from: &str, to: &str) -> String {
        let no = requested(None, Some(from), Some(to), date(2026, 3, 3)).unwrap_err();
        format!("{no:?}")
    }

    #[test]
    fn a_period_that_cannot_be_is_refused_for_what_is_wrong_with_it() {
        assert!(message("1990-01-01", "2100-01-01").contains("20 years at most"));
        assert!(message("2026-03-04", "2026-03-09").contains("Today is 2026-03-03"));
        assert!(message("2026-03-02", "2026-03-01").contains("ends before it begins"));
        assert!(message("2026-02-30", "2026-03-01").contains("from: write a date"));
        assert!(requested(None, Some("1990-01-01"), Some("1990-02-01"), date(2026, 3, 3)).is_ok());
    }
}
