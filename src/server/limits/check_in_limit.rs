// SPDX-License-Identifier: MPL-2.0
//! How many tickets one token checks in, within a minute and a day of the office's clock: a device in wrong hands fills
//! neither the queue nor the ledger.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;

use crate::limits::Limits;
use office::time::UnixTime;
use staff::Token;

/// One office's check-ins. Only known tokens are counted, so it stays as small as the access file.
#[derive(Debug)]
pub struct CheckInLimit {
    per_minute: u32,
    per_day: u32,
    by_token: Mutex<BTreeMap<Token, Counted>>,
}

#[derive(Debug)]
struct Counted {
    minute: i64,
    in_minute: u32,
    date: Date,
    in_day: u32,
}

/// The token has checked in as many as it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooManyCheckIns {
    InMinute,
    InDay,
}

/// A check-in under way. It counts only when a ticket comes of it.
#[derive(Debug)]
pub struct CountedCheckIn<'l> {
    limit: &'l CheckInLimit,
    token: Token,
    minute: i64,
    date: Date,
    made_a_ticket: bool,
}

impl CheckInLimit {
    pub fn new(limits: &Limits) -> Self {
        let Limits { check_ins_per_minute: per_minute, check_ins_per_day: per_day, .. } = *limits;
        Self { per_minute, per_day, by_token: Mutex::default() }
    }

    pub fn count(
        &self,
        token: &Token,
        now: UnixTime,
        date: Date,
    ) -> Result<CountedCheckIn<'_>, TooManyCheckIns> {
        let minute = now.unix().div_euclid(60);
        let mut all = self.lock();
        let counted = all.entry(*token).or_insert(Counted { minute, in_minute: 0, date, in_day: 0 });
        if counted.minute != minute {
            (counted.minute, counted.in_minute) = (minute, 0);
        }
        if counted.date != date {
            (counted.date, counted.in_day) = (date, 0);
        }
        if counted.in_day >= self.per_day {
            return Err(TooManyCheckIns::InDay);
        }
        if counted.in_minute >= self.per_minute {
            return Err(TooManyCheckIns::InMinute);
        }
        counted.in_minute += 1;
        counted.in_day += 1;
        drop(all);
        Ok(CountedCheckIn { limit: self, token: *token, minute, date, made_a_ticket: false })
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Token, Counted>> {
        self.by_token.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl CountedCheckIn<'_> {
    pub fn made_a_ticket(mut self) {
        self.made_a_ticket = true;
    }
}

impl Drop for CountedCheckIn<'_> {
    fn drop(&mut self) {
        if self.made_a_ticket {
            return;
        }
        let mut all = self.limit.lock();
        let Some(counted) = all.get_mut(&self.token) else { return };
        if counted.minute == self.minute {
            counted.in_minute = counted.in_minute.saturating_sub(1);
        }
        if counted.date == self.date {
            counted.in_day = counted.in_day.saturating_sub(1);
        }
    }
}
