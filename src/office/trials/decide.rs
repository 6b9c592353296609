// SPDX-License-Identifier: MPL-2.0
//! Trials and the time before them: planned, looked at, decided. Two trials at once would blur what either
//! did, so they never overlap. One that has begun already may still be told: it is marked as told afterwards.

use jiff::civil::Date;

use crate::command::{NewTrial, TrialCommand};
use crate::decide::Decision;
use crate::event::Event;
use crate::office::Office;
use crate::refusal::Refusal;
use crate::time::UnixTime;
use crate::trial::{Baseline, Review, StatedFigure, Target, Trial, TrialId, Verdict};

const MOST_TRIALS: usize = 50;
const MOST_REVIEWS: usize = 24;
/// A trial or a baseline lies within so many years of today; anything else is a mistyped date.
const YEARS: i16 = 10;

impl Office {
    pub(crate) fn decide_trial(&self, command: &TrialCommand, now: UnixTime) -> Result<Decision, Refusal> {
        let event = match command {
            TrialCommand::Plan(new) => self.planned(new)?,
            TrialCommand::Review { trial, note } => {
                self.undecided(*trial)?;
                let review = Review { on: self.day.date(), note: note.clone() };
                Event::TrialReviewed { trial: *trial, review }
            }
            TrialCommand::Decide { trial, decision, reason } => {
                let running = self.undecided(*trial)?;
                if self.day.date() < running.first_day {
                    return Err(Refusal::Invalid(
                        "the trial has not begun; there is nothing to decide on".into(),
                    ));
                }
                let on = running.last_day.map_or(self.day.date(), |last| last.min(self.day.date()));
                let verdict = Verdict { on, at: now, decision: *decision, reason: reason.clone() };
                Event::TrialDecided { trial: *trial, verdict }
            }
            TrialCommand::TellBaseline { baseline, why } => {
                self.check_baseline(baseline)?;
                let corrects = self.trials.baseline.is_some();
                if corrects && why.is_none() {
                    return Err(Refusal::BaselineIsSet);
                }
                Event::BaselineTold { baseline: baseline.clone(), why: why.clone() }
            }
        };
        Ok(Decision::nothing(vec![event]))
    }

    fn planned(&self, new: &NewTrial) -> Result<Event, Refusal> {
        self.check_near("first_day", new.first_day)?;
        if new.last_day.is_some_and(|last| last < new.first_day) {
            return Err(Refusal::EndsBeforeItStarts);
        }
        check_targets(&new.targets)?;
        let mut reviews = new.reviews.clone();
        reviews.sort_unstable();
        reviews.dedup();
        let outside = |day: &Date| *day < new.first_day || new.last_day.is_some_and(|last| *day > last);
        if reviews.len() > MOST_REVIEWS || reviews.iter().any(outside) {
            return Err(Refusal::Invalid(format!(
                "a trial has at most {MOST_REVIEWS} review days, each between its first and last day"
            )));
        }
        if let Some(other) = self.trials.list.iter().find(|other| other.overlaps(new.first_day, new.last_day))
        {
            return Err(Refusal::TrialsOverlap { with: other.id });
        }
        if self.trials.list.len() >= MOST_TRIALS {
            return Err(Refusal::Invalid(format!("an office keeps at most {MOST_TRIALS} trials")));
        }
        let id = self.trials.list.iter().map(|trial| trial.id).max().unwrap_or(0) + 1;
        Ok(Event::TrialPlanned(Box::new(Trial {
            id,
            hypothesis: new.hypothesis.clone(),
            owner: new.owner.clone(),
            change: new.change.clone(),
            stated_on: Some(self.day.date()),
            first_day: new.first_day,
            last_day: new.last_day,
            targets: new.targets.clone(),
            reviews,
            reviewed: Vec::new(),
            verdict: None,
        })))
    }

    fn undecided(&self, id: TrialId) -> Result<&Trial, Refusal> {
        let trial = self.trials.trial(id).ok_or(Refusal::UnknownTrial(id))?;
        if trial.verdict.is_some() { Err(Refusal::TrialIsDecided(id)) } else { Ok(trial) }
    }

    fn check_near(&self, field: &str, date: Date) -> Result<(), Refusal> {
        if (date.year() - self.day.date().year()).abs() > YEARS {
            return Err(Refusal::Invalid(format!("{field} lies more than {YEARS} years from today")));
        }
        Ok(())
    }

    fn check_baseline(&self, baseline: &Baseline) -> Result<(), Refusal> {
        if baseline.to < baseline.from {
            return Err(Refusal::EndsBeforeItStarts);
        }
        self.check_near("from", baseline.from)?;
        if baseline.to > self.day.date() {
            return Err(Refusal::Invalid("the time before cannot end after today".to_owned()));
        }
        let limits = [
            ("companion_hours", baseline.companion_hours, 0.0, 200.0),
            ("booked_delay_minutes", baseline.booked_delay_minutes, 0.0, 480.0),
            ("cost_dkk", baseline.cost_dkk, 0.0, 1e9),
            ("hours_per_fte", baseline.hours_per_fte, 500.0, 2_000.0),
            ("certificate_fee_dkk", baseline.certificate_fee_dkk, 0.0, 10_000.0),
        ];
        limits.iter().try_for_each(|&(field, figure, least, most)| check_stated(field, figure, least, most))
    }
}

fn check_stated(field: &str, figure: Option<StatedFigure>, least: f64, most: f64) -> Result<(), Refusal> {
    let Some(figure) = figure else { return Ok(()) };
    let within = |value: f64| value.is_finite() && (least..=most).contains(&value);
    if !within(figure.low) || !within(figure.high) {
        return Err(Refusal::Invalid(format!("{field}: each end is {least} to {most}")));
    }
    if figure.low > figure.high {
        return Err(Refusal::Invalid(format!("{field}: low is above high; change the two ends about")));
    }
    Ok(())
}

fn check_targets(targets: &[Target]) -> Result<(), Refusal> {
    if targets.is_empty() {
        return Err(Refusal::Invalid("a trial needs a measure with its target".to_owned()));
    }
    for (index, target) in targets.iter().enumerate() {
        let most = if target.measure.is_share() { 1.0 } else { 1_000.0 };
        if !target.value.is_finite() || !(0.0..=most).contains(&target.value) {
            return Err(Refusal::Invalid(format!("a target of this measure is 0 to {most}")));
        }
        if targets[..index].iter().any(|earlier| earlier.measure == target.measure) {
            return Err(Refusal::Invalid("a measure has one target; take one of the two away".to_owned()));
        }
    }
    Ok(())
}
