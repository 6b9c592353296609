//! How many will come: for each weekday a Gamma belief about the day's mean, which every day seen sharpens and
//! every week that goes by blurs; the prediction is negative binomial. Public holidays teach nothing about
//! ordinary days.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};

use super::holidays::is_holiday;
use simulation::rng::Rng;

/// A belief about one day's mean: Gamma with this shape and rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Belief {
    pub shape: f64,
    pub rate: f64,
}

/// What a week is worth after another week: half after eight.
const KEPT_PER_WEEK: f64 = 0.917;
/// Before anything was seen: 250 citizens a year are one on an opening day, and it counts as one day seen.
const USUAL_PER_DAY: f64 = 1.0;
const USUAL_DAYS: f64 = 1.0;
/// Counts are summed up to here at the most.
const MOST: u32 = 2_000;

impl Belief {
    pub fn mean(&self) -> f64 {
        self.shape / self.rate
    }

    pub fn variance(&self) -> f64 {
        self.mean() * (1.0 + 1.0 / self.rate)
    }

    /// P(D = k) for k from 0 on, without end.
    pub fn predicted(&self) -> impl Iterator<Item = f64> + use<> {
        let Self { shape, rate } = *self;
        let fewer = 1.0 / (1.0 + rate);
        let first = (rate / (1.0 + rate)).powf(shape);
        (0_u32..).scan(first, move |term, k| {
            let this = *term;
            *term *= fewer * (f64::from(k) + shape) / (f64::from(k) + 1.0);
            Some(this)
        })
    }

    /// P(D ≤ s).
    pub fn at_most(&self, s: u32) -> f64 {
        self.predicted().take(s as usize + 1).sum()
    }

    /// How many are left without a place of `s`, on average.
    pub fn unmet(&self, s: u32) -> f64 {
        self.mean() - f64::from(s) + self.idle(s)
    }

    /// How many of `s` places nobody takes, on average.
    pub fn idle(&self, s: u32) -> f64 {
        self.predicted().take(s as usize).zip(0_u32..).map(|(p, k)| p * f64::from(s - k)).sum()
    }

    /// The least number that at least this share of days stay within.
    pub fn quantile(&self, share: f64) -> u32 {
        let mut sum = 0.0;
        let within = self.predicted().take(MOST as usize).position(|p| {
            sum += p;
            sum >= share
        });
        within.and_then(|k| u32::try_from(k).ok()).unwrap_or(MOST)
    }

    /// How many places to keep: hold the s-th while P(D ≥ s) is worth it (newsvendor, Littlewood).
    pub fn places(&self, turned_away: f64, unused: f64) -> u32 {
        self.quantile(turned_away / (turned_away + unused))
    }

    pub fn draw(&self, dice: &mut Rng) -> u32 {
        let mean = dice.gamma(self.shape, self.rate);
        dice.poisson(mean)
    }
}

/// Beliefs for a day to come, from how many came on days before it.
#[derive(Clone, Debug)]
pub struct Demand {
    weekdays: BTreeMap<i8, Belief>,
    otherwise: Belief,
    pub days: usize,
}

impl Demand {
    /// What is believed on the eve of `date`.
    pub fn learned(came: &[(Date, u32)], date: Date) -> Self {
        let before = || came.iter().filter(|(day, _)| *day < date && !is_holiday(*day));
        let weigh = |days: &mut dyn Iterator<Item = &(Date, u32)>, prior: Belief| {
            days.fold(prior, |belief, (day, count)| {
                let weeks = f64::from(date.since(*day).map_or(0, |span| span.get_days())) / 7.0;
                let kept = KEPT_PER_WEEK.powf(weeks);
                Belief { shape: belief.shape + kept * f64::from(*count), rate: belief.rate + kept }
            })
        };
        let usual = Belief { shape: USUAL_PER_DAY * USUAL_DAYS, rate: USUAL_DAYS };
        let all = weigh(&mut before(), usual);
        // A weekday begins as any day does, which counts as one day of its own.
        let otherwise = Belief { shape: all.mean(), rate: 1.0 };
        let of = |weekday: i8| {
            let mut days = before().filter(|(day, _)| day.weekday().to_monday_one_offset() == weekday);
            (weekday, weigh(&mut days, otherwise))
        };
        Self { weekdays: (1..=7).map(of).collect(), otherwise, days: before().count() }
    }

    pub fn on(&self, weekday: Weekday) -> Belief {
        self.weekdays.get(&weekday.to_monday_one_offset()).copied().unwrap_or(self.otherwise)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// So sure of its mean that the prediction is Poisson to the digits printed.
    fn poisson(mean: f64) -> Belief {
        Belief { shape: mean * 1e7, rate: 1e7 }
    }

    fn close(found: f64, said: f64) {
        assert!((found - said).abs() < 6e-5, "{found} is not {said}");
    }

    /// Section 5 of the queueing reference, to the printed digits.
    #[test]
    fn places_unmet_and_idle_are_those_worked_out_by_hand() {
        let rows: [(f64, u32, [f64; 3]); 8] = [
            (1.0, 0, [0.3679, 1.0, 0.0]),
            (1.0, 1, [0.7358, 0.3679, 0.3679]),
            (1.0, 3, [0.9810, 0.0233, 2.0233]),
            (1.0, 5, [0.9994, 0.0007, 4.0007]),
            (2.0, 2, [0.6767, 0.5413, 0.5413]),
            (2.0, 6, [0.9955, 0.0059, 4.0059]),
            (3.0, 3, [0.6472, 0.6721, 0.6721]),
            (3.0, 6, [0.9665, 0.0507, 3.0507]),
        ];
        for (mean, s, said) in rows {
            let belief = poisson(mean);
            close(belief.at_most(s), said[0]);
            close(belief.unmet(s), said[1]);
            close(belief.idle(s), said[2]);
        }
        let one = Belief { shape: 1.0, rate: 1.0 };
        for s in 0..4 {
            close(one.at_most(s), 1.0 - 0.5_f64.powi(i32::try_from(s).unwrap() + 1));
            close(one.unmet(s), 0.5_f64.powi(i32::try_from(s).unwrap()));
        }
        let two = Belief { shape: 2.0, rate: 1.0 };
        close(two.variance(), 4.0);
        close(two.at_most(2), 0.6875);
        close(two.unmet(2), 0.75);
        close(two.idle(2), 0.75);
        close(two.at_most(4), 0.8906);
        close(two.unmet(4), 0.25);
        close(two.idle(4), 2.25);
    }

    #[test]
    fn how_many_places_follows_from_what_a_turned_away_citizen_costs() {
        let ratios = [0.5, 0.667, 0.75, 0.8, 0.9, 0.95];
        for (mean, said) in [(1.0, [1, 1, 2, 2, 2, 3]), (2.0, [2, 2, 3, 3, 4, 5]), (3.0, [3, 4, 4, 4, 5, 6])]
        {
            for (ratio, places) in ratios.iter().zip(said) {
                assert_eq!(poisson(mean).places(*ratio, 1.0 - ratio), places, "{mean} at {ratio}");
            }
        }
        // A 30-minute gap idle is half a clerk hour; a wasted trip one, falling back to the old way six.
        assert_eq!(poisson(1.0).places(1.0, 0.5), 1);
        assert_eq!(poisson(1.0).places(6.0, 0.5), 3);
        assert_eq!(poisson(1.0).places(8.0, 0.5), 3);
    }

    #[test]
    fn a_busy_weekday_is_learned_and_an_old_habit_is_forgotten() {
        let mut came = Vec::new();
        let mut day = date(2026, 1, 5);
        for _ in 0..60 {
            let busy = day.weekday() == Weekday::Monday;
            let drifted = day > date(2026, 2, 10);
            came.push((
                day,
                if busy {
                    6
                } else if drifted {
                    3
                } else {
                    1
                },
            ));
            day = office::calendar::next_day(day);
        }
        let demand = Demand::learned(&came, day);
        let (monday, tuesday) = (demand.on(Weekday::Monday), demand.on(Weekday::Tuesday));
        assert!((5.0..6.5).contains(&monday.mean()), "{monday:?}");
        assert!((1.8..3.2).contains(&tuesday.mean()), "{tuesday:?}");
        let early = Demand::learned(&came, date(2026, 1, 5));
        assert!((early.on(Weekday::Monday).mean() - 1.0).abs() < 1e-9, "nothing seen: one a day");
    }
}
