// SPDX-License-Identifier: MPL-2.0
//! Demand forecast: for each weekday a Gamma distribution of the daily mean, updated by each observed day and
//! discounted by age; predicted counts are negative binomial. Public holidays are left out.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};

use super::holidays::is_holiday;
use simulation::rng::Rng;

/// Gamma distribution of a day's mean demand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DemandEstimate {
    pub shape: f64,
    pub rate: f64,
}

/// Weight an observation keeps per week of age; half after eight weeks.
const WEIGHT_KEPT_PER_WEEK: f64 = 0.917;
/// Prior: 250 citizens a year are one per opening day, weighted as one observed day.
const PRIOR_MEAN: f64 = 1.0;
const PRIOR_DAYS: f64 = 1.0;
/// Upper bound of quantiles.
const MAX_COUNT: u32 = 2_000;

impl DemandEstimate {
    pub fn mean(&self) -> f64 {
        self.shape / self.rate
    }

    pub fn variance(&self) -> f64 {
        self.mean() * (1.0 + 1.0 / self.rate)
    }

    /// P(D = k) for k = 0, 1, ….
    pub fn probabilities(&self) -> impl Iterator<Item = f64> + use<> {
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
    pub fn cdf(&self, s: u32) -> f64 {
        self.probabilities().take(s as usize + 1).sum()
    }

    /// Expected demand beyond `s` places.
    pub fn expected_unmet(&self, s: u32) -> f64 {
        self.mean() - f64::from(s) + self.expected_idle(s)
    }

    /// Expected unused places out of `s`.
    pub fn expected_idle(&self, s: u32) -> f64 {
        self.probabilities().take(s as usize).zip(0_u32..).map(|(p, k)| p * f64::from(s - k)).sum()
    }

    /// The smallest count with at least this cumulative probability.
    pub fn quantile(&self, share: f64) -> u32 {
        let mut sum = 0.0;
        let within = self.probabilities().take(MAX_COUNT as usize).position(|p| {
            sum += p;
            sum >= share
        });
        within.and_then(|k| u32::try_from(k).ok()).unwrap_or(MAX_COUNT)
    }

    /// Optimal number of reserved places (newsvendor, Littlewood).
    pub fn places(&self, turned_away: f64, unused: f64) -> u32 {
        self.quantile(turned_away / (turned_away + unused))
    }

    pub fn draw(&self, rng: &mut Rng) -> u32 {
        let mean = rng.gamma(self.shape, self.rate);
        rng.poisson(mean)
    }
}

/// Demand estimates for a day, from the counts of earlier days.
#[derive(Clone, Debug)]
pub struct DemandForecast {
    weekdays: BTreeMap<i8, DemandEstimate>,
    otherwise: DemandEstimate,
    pub days: usize,
}

impl DemandForecast {
    /// The estimates on the eve of `date`.
    pub fn learned(came: &[(Date, u32)], date: Date) -> Self {
        let before = || came.iter().filter(|(day, _)| *day < date && !is_holiday(*day));
        let weigh = |days: &mut dyn Iterator<Item = &(Date, u32)>, prior: DemandEstimate| {
            days.fold(prior, |estimate, (day, count)| {
                let weeks = f64::from(date.since(*day).map_or(0, |span| span.get_days())) / 7.0;
                let kept = WEIGHT_KEPT_PER_WEEK.powf(weeks);
                DemandEstimate {
                    shape: estimate.shape + kept * f64::from(*count),
                    rate: estimate.rate + kept,
                }
            })
        };
        let usual = DemandEstimate { shape: PRIOR_MEAN * PRIOR_DAYS, rate: PRIOR_DAYS };
        let all = weigh(&mut before(), usual);
        // The prior of a weekday is the estimate over all days, weighted as one day.
        let otherwise = DemandEstimate { shape: all.mean(), rate: 1.0 };
        let of = |weekday: i8| {
            let mut days = before().filter(|(day, _)| day.weekday().to_monday_one_offset() == weekday);
            (weekday, weigh(&mut days, otherwise))
        };
        Self { weekdays: (1..=7).map(of).collect(), otherwise, days: before().count() }
    }

    pub fn on(&self, weekday: Weekday) -> DemandEstimate {
        self.weekdays.get(&weekday.to_monday_one_offset()).copied().unwrap_or(self.otherwise)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// So sure of its mean that the prediction is Poisson to the digits printed.
    fn poisson(mean: f64) -> DemandEstimate {
        DemandEstimate { shape: mean * 1e7, rate: 1e7 }
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
            let estimate = poisson(mean);
            close(estimate.cdf(s), said[0]);
            close(estimate.expected_unmet(s), said[1]);
            close(estimate.expected_idle(s), said[2]);
        }
        let one = DemandEstimate { shape: 1.0, rate: 1.0 };
        for s in 0..4 {
            close(one.cdf(s), 1.0 - 0.5_f64.powi(i32::try_from(s).unwrap() + 1));
            close(one.expected_unmet(s), 0.5_f64.powi(i32::try_from(s).unwrap()));
        }
        let two = DemandEstimate { shape: 2.0, rate: 1.0 };
        close(two.variance(), 4.0);
        close(two.cdf(2), 0.6875);
        close(two.expected_unmet(2), 0.75);
        close(two.expected_idle(2), 0.75);
        close(two.cdf(4), 0.8906);
        close(two.expected_unmet(4), 0.25);
        close(two.expected_idle(4), 2.25);
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
        let demand = DemandForecast::learned(&came, day);
        let (monday, tuesday) = (demand.on(Weekday::Monday), demand.on(Weekday::Tuesday));
        assert!((5.0..6.5).contains(&monday.mean()), "{monday:?}");
        assert!((1.8..3.2).contains(&tuesday.mean()), "{tuesday:?}");
        let early = DemandForecast::learned(&came, date(2026, 1, 5));
        assert!((early.on(Weekday::Monday).mean() - 1.0).abs() < 1e-9, "nothing seen: one a day");
    }
}
