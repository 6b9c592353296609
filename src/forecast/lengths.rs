//! How long visits take, learned by errand, photo ID or none, and interpreter. What is configured counts as
//! so many visits of its own, so that three slow ones do not turn a plan upside down and three hundred do. The
//! likely length, which the no-harm check looks at, is learned as its share of visits stays within it.

use std::collections::BTreeMap;

use super::history::{Visit, interpreted};
use office::lengths::{LearnedLength, MOST_LENGTHS};
use office::names::ErrandId;
use office::setup::{Identification, Setup};
use simulation::estimate::as_f64;

/// The configured lengths count as this many visits.
const CONFIGURED_COUNTS: f64 = 10.0;
/// Nine of ten stay within the likely length.
const LIKELY_SHARE: f64 = 0.9;
/// The latest visits of a kind are enough; older ones were other work.
const MOST_VISITS: usize = 300;
/// A visit shorter or longer was a mistake at the desk: nobody ended it, or it never began.
const BELIEVED: std::ops::RangeInclusive<f64> = 1.0..=240.0;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kind {
    pub errand: ErrandId,
    pub photo: bool,
    pub interpreter: bool,
}

/// In minutes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lengths {
    pub expected: f64,
    pub likely: f64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Learned {
    pub kind: Kind,
    pub visits: usize,
    pub configured: Lengths,
    pub learned: Lengths,
}

/// What past visits say, latest last, for every kind that is configured or was seen. An interpreter has no
/// length of its own in the configuration: that kind begins with what is learned of the errand without one.
pub fn learned<'a>(setup: &Setup, visits: impl DoubleEndedIterator<Item = &'a Visit>) -> Vec<Learned> {
    let mut seen: BTreeMap<Kind, Vec<f64>> = BTreeMap::new();
    for visit in visits.rev() {
        let kind = Kind {
            errand: visit.errand.clone(),
            photo: visit.identification == Identification::Photo,
            interpreter: interpreted(visit.needs),
        };
        let Some(took) = visit.took else { continue };
        #[expect(clippy::cast_precision_loss, reason = "seconds of a day")]
        let minutes = took.as_seconds() as f64 / 60.0;
        let of_kind = seen.entry(kind).or_default();
        if BELIEVED.contains(&minutes) && of_kind.len() < MOST_VISITS {
            of_kind.push(minutes);
        }
    }
    let mut all = Vec::new();
    for errand in &setup.errands {
        for (photo, identification) in [(true, Identification::Photo), (false, Identification::None)] {
            let configured = Lengths {
                expected: minutes(errand.expected(identification).0.as_minutes()),
                likely: minutes(errand.likely(identification).as_minutes()),
            };
            let kind = |interpreter| Kind { errand: errand.id.clone(), photo, interpreter };
            let plain = one(kind(false), &seen, configured, configured);
            let before = plain.learned;
            all.push(plain);
            if seen.contains_key(&kind(true)) {
                all.push(one(kind(true), &seen, configured, before));
            }
        }
    }
    all
}

/// The same as the office is told it, in whole minutes: only kinds that were seen.
pub fn to_tell(learned: &[Learned]) -> Vec<LearnedLength> {
    let seen = learned.iter().filter(|one| one.visits > 0).take(MOST_LENGTHS);
    seen.map(|one| {
        let minutes = whole_minutes(one.learned.expected);
        LearnedLength {
            errand: one.kind.errand.clone(),
            photo: one.kind.photo,
            interpreter: one.kind.interpreter,
            visits: u32::try_from(one.visits).unwrap_or(u32::MAX),
            minutes,
            likely_minutes: whole_minutes(one.learned.likely).max(minutes),
        }
    })
    .collect()
}

fn whole_minutes(minutes: f64) -> u16 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "minutes of a day")]
    let whole = minutes.round().clamp(1.0, 480.0) as u16;
    whole
}

fn one(kind: Kind, seen: &BTreeMap<Kind, Vec<f64>>, configured: Lengths, before: Lengths) -> Learned {
    let mut took = seen.get(&kind).cloned().unwrap_or_default();
    took.sort_by(f64::total_cmp);
    let n = as_f64(took.len());
    let trust = n / (n + CONFIGURED_COUNTS);
    let mean = if took.is_empty() { before.expected } else { took.iter().sum::<f64>() / n };
    let quantile = quantile(&took, LIKELY_SHARE).unwrap_or(before.likely);
    let expected = before.expected + trust * (mean - before.expected);
    let likely = (before.likely + trust * (quantile - before.likely)).max(expected);
    Learned { kind, visits: took.len(), configured, learned: Lengths { expected, likely } }
}

/// The value that this share of sorted values stays within.
pub fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index")]
    let index = (as_f64(sorted.len()) * share).ceil() as usize;
    sorted.get(index.clamp(1, sorted.len().max(1)) - 1).copied()
}

#[expect(clippy::cast_precision_loss, reason = "minutes of a day")]
const fn minutes(whole: i64) -> f64 {
    whole as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use office::setup::{Errand, Features};
    use office::ticket::Urgency;
    use office::time::Length;
    use simulation::rng::Rng;

    fn setup() -> Setup {
        let zone = office::calendar::Zone::named("Europe/Copenhagen").unwrap();
        let errand = Errand {
            id: "new_mitid".into(),
            minutes: 30,
            minutes_without_photo: 45,
            likely_minutes: 35,
            likely_minutes_without_photo: 55,
            features_without_photo: Features::NONE,
            briefing: vec![],
            briefing_without_photo: vec![],
            bring: vec![],
            bring_without_photo: vec![],
        };
        Setup {
            id: "test".into(),
            name: String::new(),
            time_zone: zone,
            opening_hours: office::calendar::OpeningHours::default(),
            desks: vec![],
            errands: vec![errand],
            outcomes: vec![],
            holding: None,
        }
    }

    fn visit(identification: Identification, took: Option<i64>) -> Visit {
        Visit {
            at: Length::ZERO,
            errand: "new_mitid".into(),
            identification,
            needs: Features::NONE,
            urgency: Urgency::Ordinary,
            took: took.map(Length::minutes),
        }
    }

    #[test]
    fn without_visits_the_configuration_stands() {
        let lengths = learned(&setup(), [visit(Identification::Photo, None)].iter());
        assert_eq!(lengths[0].learned, Lengths { expected: 30.0, likely: 35.0 });
        assert_eq!(lengths[1].learned, Lengths { expected: 45.0, likely: 55.0 });
    }

    #[test]
    fn three_slow_visits_move_it_a_little_and_three_hundred_all_the_way() {
        let after = |count| {
            let visits: Vec<Visit> = (0..count).map(|_| visit(Identification::Photo, Some(60))).collect();
            learned(&setup(), visits.iter())[0].learned.expected
        };
        assert!((after(3) - 36.9).abs() < 0.1, "{}", after(3));
        assert!(after(300) > 58.0);
        let without = learned(&setup(), [visit(Identification::Photo, Some(60))].iter());
        assert!((without[1].learned.expected - 45.0).abs() < 1e-9, "photo says nothing about none");
    }

    #[test]
    fn the_likely_length_is_what_nine_of_ten_stay_within_and_a_forgotten_visit_is_not_believed() {
        let mut dice = Rng::new(5);
        let mut visits: Vec<Visit> =
            (0..300).map(|_| visit(Identification::None, Some(dice.between(20, 60)))).collect();
        visits.extend((0..50).map(|_| visit(Identification::None, Some(600))));
        let found = &learned(&setup(), visits.iter())[1];
        assert_eq!(found.visits, 300);
        let within = |limit: f64| {
            visits.iter().filter(|v| v.took.is_some_and(|t| minutes(t.as_minutes()) <= limit)).count()
        };
        assert!((262..=282).contains(&within(found.learned.likely)), "{found:?}");
        assert!((38.0..43.0).contains(&found.learned.expected), "{found:?}");
    }
}
