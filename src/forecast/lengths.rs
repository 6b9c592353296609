// SPDX-License-Identifier: MPL-2.0
//! Visit lengths learned by errand, photo ID and interpreter. The configured length counts as a number of visits, so
//! that three slow visits change little and three hundred change it fully. The likely length, used by the no-harm
//! check, is learned as the 90 % quantile.

use std::collections::BTreeMap;

use super::history::{PastVisit, has_interpreter};
use office::lengths::{LearnedLength, MOST_LENGTHS};
use office::names::ErrandId;
use office::setup::{Identification, Setup};
use simulation::estimate::as_f64;
use statistics::quantile;

/// Number of visits the configured lengths count as.
const CONFIGURED_WEIGHT: f64 = 10.0;
/// Share of visits within the likely length.
const LIKELY_SHARE: f64 = 0.9;
/// Latest visits used for each kind.
const MAX_VISITS: usize = 300;
/// Visits outside this range are ignored as input errors at the desk.
const PLAUSIBLE_MINUTES: std::ops::RangeInclusive<f64> = 1.0..=240.0;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct VisitKind {
    pub errand: ErrandId,
    pub photo: bool,
    pub interpreter: bool,
}

/// Expected and likely length, in minutes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LengthEstimate {
    pub expected: f64,
    pub likely: f64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct KindLengths {
    pub kind: VisitKind,
    pub visits: usize,
    pub configured: LengthEstimate,
    pub learned: LengthEstimate,
}

/// Lengths for every configured or observed kind, from past visits, latest last. The configuration has no lengths
/// with interpreter: those kinds start from the learned length without one.
pub fn learned<'a>(
    setup: &Setup,
    visits: impl DoubleEndedIterator<Item = &'a PastVisit>,
) -> Vec<KindLengths> {
    let mut seen: BTreeMap<VisitKind, Vec<f64>> = BTreeMap::new();
    for visit in visits.rev() {
        let kind = VisitKind {
            errand: visit.errand.clone(),
            photo: visit.identification == Identification::Photo,
            interpreter: has_interpreter(visit.needs),
        };
        let Some(took) = visit.took else { continue };
        #[expect(clippy::cast_precision_loss, reason = "seconds of a day")]
        let minutes = took.as_seconds() as f64 / 60.0;
        let of_kind = seen.entry(kind).or_default();
        if PLAUSIBLE_MINUTES.contains(&minutes) && of_kind.len() < MAX_VISITS {
            of_kind.push(minutes);
        }
    }
    let mut all = Vec::new();
    for errand in &setup.errands {
        for (photo, identification) in [(true, Identification::Photo), (false, Identification::None)] {
            let configured = LengthEstimate {
                expected: minutes(errand.expected(identification).0.as_minutes()),
                likely: minutes(errand.likely(identification).as_minutes()),
            };
            let kind = |interpreter| VisitKind { errand: errand.id.clone(), photo, interpreter };
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

/// Learned lengths for the office, in whole minutes, of the kinds that were observed.
pub fn to_learned_lengths(learned: &[KindLengths]) -> Vec<LearnedLength> {
    let observed = learned.iter().filter(|one| one.visits > 0).take(MOST_LENGTHS);
    observed
        .map(|one| {
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

fn one(
    kind: VisitKind,
    seen: &BTreeMap<VisitKind, Vec<f64>>,
    configured: LengthEstimate,
    before: LengthEstimate,
) -> KindLengths {
    let mut took = seen.get(&kind).cloned().unwrap_or_default();
    took.sort_by(f64::total_cmp);
    let n = as_f64(took.len());
    let trust = n / (n + CONFIGURED_WEIGHT);
    let mean = if took.is_empty() { before.expected } else { took.iter().sum::<f64>() / n };
    let nine_of_ten = quantile(&took, LIKELY_SHARE).unwrap_or(before.likely);
    let expected = before.expected + trust * (mean - before.expected);
    let likely = (before.likely + trust * (nine_of_ten - before.likely)).max(expected);
    KindLengths { kind, visits: took.len(), configured, learned: LengthEstimate { expected, likely } }
}

#[expect(clippy::cast_precision_loss, reason = "minutes of a day")]
const fn minutes(whole: i64) -> f64 {
    whole as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use office::setup::{Errand, Features, WitnessQuota};
    use office::ticket::Urgency;
    use office::time::Length;
    use simulation::rng::Rng;

    fn setup() -> Setup {
        let zone = office::calendar::Zone::named("Europe/Copenhagen").unwrap();
        let errand = Errand {
            id: "new_mitid".into(),
            name: None,
            icon: None,
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
            witness: WitnessQuota::default(),
        }
    }

    fn visit(identification: Identification, took: Option<i64>) -> PastVisit {
        PastVisit {
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
        assert_eq!(lengths[0].learned, LengthEstimate { expected: 30.0, likely: 35.0 });
        assert_eq!(lengths[1].learned, LengthEstimate { expected: 45.0, likely: 55.0 });
    }

    #[test]
    fn three_slow_visits_move_it_a_little_and_three_hundred_all_the_way() {
        let after = |count| {
            let visits: Vec<PastVisit> = (0..count).map(|_| visit(Identification::Photo, Some(60))).collect();
            learned(&setup(), visits.iter())[0].learned.expected
        };
        assert!((after(3) - 36.9).abs() < 0.1, "{}", after(3));
        assert!(after(300) > 58.0);
        let without = learned(&setup(), [visit(Identification::Photo, Some(60))].iter());
        assert!((without[1].learned.expected - 45.0).abs() < 1e-9, "photo says nothing about none");
    }

    #[test]
    fn the_likely_length_is_what_nine_of_ten_stay_within_and_a_forgotten_visit_is_not_believed() {
        let mut rng = Rng::new(5);
        let mut visits: Vec<PastVisit> =
            (0..300).map(|_| visit(Identification::None, Some(rng.between(20, 60)))).collect();
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
