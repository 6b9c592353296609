//! What people do next in a simulated office: arrivals, clerks, a supervisor, a diary, a kiosk that sends
//! twice, a clock that jumps. Drawn from the dice and from what the office shows; nothing is decided here.

mod asks;
mod capacity;
mod holds;

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::rng::Rng;
use office::Office;
use office::command::{Asked, CapacityChange, Command};
use office::names::{Actor, DeskId, RequestKey, TicketId};
use office::time::{Length, UnixTime};

/// One thing that happens.
#[derive(Clone, Debug)]
pub enum Step {
    /// The clock moves; backwards too, as clocks do when they are set.
    Wait(Length),
    Ask(Asked),
    /// Preview first, then the deed.
    Change(CapacityChange),
    /// The service stops and starts again from its ledger.
    Restart,
}

/// How many requests may be under way or sent again.
const REMEMBERED: usize = 16;

/// Everybody in and around the office.
#[derive(Debug)]
pub struct People {
    dice: Rng,
    hold_dice: Rng,
    /// Requests sent before, which may come again.
    sent: Vec<Asked>,
    /// Requests that are still on their way.
    under_way: Vec<Asked>,
    at_desks: BTreeSet<DeskId>,
    date: Option<Date>,
}

#[derive(Clone, Copy)]
enum Wish {
    Wait,
    Arrive,
    CallNext,
    AtDesk,
    Anything,
    Staffing,
    Capacity,
    Diary,
    Undo,
    Again,
    Restart,
    Help,
    Setup,
}

impl People {
    pub const fn new(dice: Rng) -> Self {
        let hold_dice = dice.fork();
        Self {
            dice,
            hold_dice,
            sent: Vec::new(),
            under_way: Vec::new(),
            at_desks: BTreeSet::new(),
            date: None,
        }
    }

    pub fn next(&mut self, office: &Office, now: UnixTime) -> Step {
        let open = office.is_open(now);
        if self.date != Some(office.date()) {
            self.date = Some(office.date());
            self.at_desks.clear();
        }
        if open && self.at_desks.is_empty() && self.dice.percent(50) {
            return self.somebody_comes_to_work(office);
        }
        if let Some(command) = self.about_a_hold(office, now) {
            return Step::Ask(Asked { actor: Actor::from("diary"), key: None, command });
        }
        let wishes = if open {
            [
                (400, Wish::Wait),
                (140, Wish::Arrive),
                (190, Wish::CallNext),
                (230, Wish::AtDesk),
                (30, Wish::Anything),
                (40, Wish::Staffing),
                (28, Wish::Capacity),
                (20, Wish::Diary),
                (14, Wish::Undo),
                (20, Wish::Again),
                (8, Wish::Restart),
                (4, Wish::Help),
                (2, Wish::Setup),
            ]
        } else {
            [
                (600, Wish::Wait),
                (15, Wish::Arrive),
                (15, Wish::CallNext),
                (60, Wish::AtDesk),
                (15, Wish::Anything),
                (25, Wish::Staffing),
                (35, Wish::Capacity),
                (30, Wish::Diary),
                (10, Wish::Undo),
                (20, Wish::Again),
                (8, Wish::Restart),
                (2, Wish::Help),
                (4, Wish::Setup),
            ]
        };
        match self.dice.weighted(&wishes).unwrap_or(Wish::Wait) {
            Wish::Wait => Step::Wait(self.wait(office, now, open)),
            Wish::Restart => Step::Restart,
            Wish::Capacity => Step::Change(self.capacity_change(office, now)),
            Wish::Again => self.again(),
            wish => match self.command(wish, office, now) {
                Some(command) => self.send(command),
                None => Step::Wait(self.wait(office, now, open)),
            },
        }
    }

    fn wait(&mut self, office: &Office, now: UnixTime, open: bool) -> Length {
        let due = office.next_due().map_or(Length::ZERO, |due| due - now);
        let due = if open { due.min(Length::minutes(40)) } else { due };
        let dice = &mut self.dice;
        let seconds = |dice: &mut Rng, least, most| Length::seconds(dice.between(least, most));
        let weights = if open { [760, 60, 2, 60, 1, 4, 110] } else { [60, 60, 380, 100, 14, 4, 20] };
        let kinds: Vec<(i64, usize)> = weights.into_iter().zip(0..).collect();
        match dice.weighted(&kinds) {
            Some(0) => seconds(dice, 0, 420),
            Some(1) => seconds(dice, 300, 1_500),
            Some(2) => seconds(dice, 3_600, 6 * 3_600),
            Some(3) => Length::seconds(due.as_seconds().max(0) + dice.between(-1, 1)),
            Some(4) => seconds(dice, 86_400, 4 * 86_400),
            Some(5) => seconds(dice, -3_700, -1),
            _ => seconds(dice, 0, 20),
        }
    }

    fn somebody_comes_to_work(&mut self, office: &Office) -> Step {
        let desk = self.desk(office);
        if office.setup().desk(&desk).is_some() {
            self.at_desks.insert(desk.clone());
        }
        self.send(Command::OpenDesk { desk })
    }

    fn send(&mut self, command: Command) -> Step {
        let key = self.dice.percent(75).then(|| RequestKey(self.dice.id()));
        let asked = Asked { actor: Actor::from("simulated"), key, command };
        if key.is_some() && self.dice.percent(6) && self.under_way.len() < REMEMBERED {
            self.under_way.push(asked);
            return Step::Wait(Length::seconds(self.dice.between(0, 60)));
        }
        self.remember(&asked);
        Step::Ask(asked)
    }

    /// A request that was slow on its way, or one that is sent once more because no answer came.
    fn again(&mut self) -> Step {
        if !self.under_way.is_empty() && self.dice.percent(60) {
            let last = i64::try_from(self.under_way.len()).unwrap_or(1) - 1;
            let which = usize::try_from(self.dice.between(0, last)).unwrap_or(0);
            let asked = self.under_way.swap_remove(which);
            self.remember(&asked);
            return Step::Ask(asked);
        }
        let Some(mut asked) = self.dice.pick(&self.sent).cloned() else {
            return Step::Wait(Length::seconds(1));
        };
        // A kiosk that asks again does not know the id the first request got.
        if let Command::CheckIn(check_in) = &mut asked.command {
            check_in.ticket = TicketId(self.dice.id());
            if self.dice.percent(10) {
                check_in.needs = super::world::some_features(&mut self.dice, 50);
            }
        }
        Step::Ask(asked)
    }

    fn remember(&mut self, asked: &Asked) {
        if asked.key.is_none() {
            return;
        }
        if self.sent.len() == REMEMBERED {
            let last = i64::try_from(REMEMBERED).unwrap_or(1) - 1;
            self.sent.swap_remove(usize::try_from(self.dice.between(0, last)).unwrap_or(0));
        }
        self.sent.push(asked.clone());
    }
}
