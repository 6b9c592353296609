// SPDX-License-Identifier: MPL-2.0
//! What the kiosk must know before anybody touches it.

use std::collections::BTreeMap;

use super::DayNoticeView;
use crate::calendar::Rfc3339;
use crate::capacity::free_time::Shape;
use crate::names::ErrandId;
use crate::office::Office;
use crate::setup::{Feature, Features};
use crate::setup_words::OwnWords;
use crate::ticket::Language;
use crate::time::{Length, UnixTime};

#[derive(Clone, Debug, PartialEq)]
pub struct KioskView {
    pub office: String,
    pub now: Rfc3339,
    pub open: bool,
    pub opens_at: Option<Rfc3339>,
    pub closes_at: Option<Rfc3339>,
    pub day_notice: Option<DayNoticeView>,
    /// The earliest start the shortest errand would get now, within the longest acceptable wait.
    pub first_free: Option<Rfc3339>,
    pub errands: Vec<ErrandId>,
    /// What the office calls its own errands.
    pub words: OwnWords,
    /// Needs some desk here can meet.
    pub needs: Vec<Feature>,
    /// Those that one desk can meet together: whoever chose one is not led to where nobody can help.
    pub needs_together: Vec<Vec<Feature>>,
    pub languages: Vec<Language>,
    /// When somebody at this office's kiosk asked for help, until a clerk answers.
    pub help_asked_at: Option<Rfc3339>,
    /// Some appointment system does not answer: there may be less time than usual.
    pub diary_silent: bool,
}

impl Office {
    pub fn kiosk(&self, now: UnixTime) -> KioskView {
        let offered = self.setup.desks.iter().fold(Features::NONE, |all, desk| all.union(desk.features));
        KioskView {
            office: self.setup.name.clone(),
            now: self.stamp(now),
            open: !self.day.ended() && self.is_open(now),
            opens_at: self.opens_at(now),
            closes_at: self.closes_at().map(|moment| self.stamp(moment)),
            day_notice: self.day_notice_view(),
            first_free: self.first_free(now).map(|moment| self.stamp(moment)),
            errands: self.setup.errands.iter().map(|errand| errand.id.clone()).collect(),
            words: OwnWords { outcomes: BTreeMap::new(), ..self.setup.own_words() },
            needs: asked_for(offered),
            needs_together: self.needs_together(),
            languages: Language::ALL.to_vec(),
            help_asked_at: self.day.help_asked_at().map(|moment| self.stamp(moment)),
            diary_silent: self.diary_lost().is_some(),
        }
    }

    fn needs_together(&self) -> Vec<Vec<Feature>> {
        let mut together: Vec<Vec<Feature>> =
            self.setup.desks.iter().map(|desk| asked_for(desk.features)).collect();
        together.sort_unstable_by_key(|needs| (std::cmp::Reverse(needs.len()), Features::of(needs)));
        together.dedup();
        together
    }

    /// The first time that those placed leave free and that holds the shortest errand.
    fn first_free(&self, now: UnixTime) -> Option<UnixTime> {
        let traits = self.desk_traits(now);
        let mut free = self.free_time(now);
        for index in self.queue.claims() {
            if let Some(held) = self.shape(&self.tickets[index]).holds {
                free.give_away(held);
            }
        }
        let shape = Shape {
            length: self.shortest_errand(),
            features: Features::NONE,
            only_at: None,
            not_before: now,
            holds: None,
            slack: Length::ZERO,
        };
        let (_, start) = free.earliest(&shape, &traits)?;
        (start - now <= self.policy.longest_wait()).then_some(start)
    }
}

/// What somebody may ask for; papers are another question.
fn asked_for(features: Features) -> Vec<Feature> {
    features.iter().filter(|feature| *feature != Feature::WithoutPhoto).collect()
}
