// SPDX-License-Identifier: MPL-2.0
//! The numbers the supervisor may turn. Changing them is an event; what they were stays in the ledger.

use serde::{Deserialize, Serialize};

use crate::time::Length;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Policy {
    /// Priority gained per minute waited by an ordinary ticket.
    pub ordinary_rate: u16,
    /// The same for a raised one.
    pub raised_rate: u16,
    /// A promise's latest is its planned start plus this many minutes.
    pub promise_minutes: u16,
    /// Beyond this wait a ticket goes first, and beyond it the kiosk promises nothing today.
    pub longest_wait_minutes: u16,
    /// A soft gap nobody needs goes back to public booking this long before it starts.
    pub release_minutes: u16,
    /// Whether booked time that comes free may be used for tickets.
    pub lend_freed: bool,
    /// How often a call is repeated before the ticket may be marked absent.
    pub recalls_before_absent: u8,
    /// How long after being marked absent a citizen may come back to their place.
    pub absence_grace_minutes: u16,
    /// For how long a clerk may take back what they just did, in seconds.
    pub undo_seconds: u16,
    /// A running case counts as ending no sooner than this many minutes from now once it is over its time.
    pub overrun_minutes: u16,
    /// How many minutes a start may slip before tickets are placed anew, and how far a ticket that holds
    /// a place may then run past its gap: a clerk half a minute late does not cost anyone their place.
    pub slack_minutes: u16,
    /// Whether places are planned with learned lengths instead of the configured ones.
    pub plan_with_learned: bool,
}

macro_rules! policy_patch {
    ($($field:ident: $type:ty),+ $(,)?) => {
        /// The settings a supervisor changes; those left out stay as they are when the office decides.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct PolicyPatch {
            $(
                #[serde(deserialize_with = "some")]
                pub $field: Option<$type>,
            )+
        }

        impl PolicyPatch {
            pub fn applied(&self, policy: &Policy) -> Policy {
                Policy { $($field: self.$field.unwrap_or(policy.$field),)+ }
            }
        }

        impl From<Policy> for PolicyPatch {
            fn from(policy: Policy) -> Self {
                Self { $($field: Some(policy.$field),)+ }
            }
        }
    };
}

policy_patch!(
    ordinary_rate: u16,
    raised_rate: u16,
    promise_minutes: u16,
    longest_wait_minutes: u16,
    release_minutes: u16,
    lend_freed: bool,
    recalls_before_absent: u8,
    absence_grace_minutes: u16,
    undo_seconds: u16,
    overrun_minutes: u16,
    slack_minutes: u16,
    plan_with_learned: bool,
);

/// A setting that is named has a value: `null` is refused.
fn some<'de, T: Deserialize<'de>, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// A policy that no office can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    #[error("{setting} is {value}; it may be {least} to {most}")]
    OutOfRange { setting: &'static str, value: u32, least: u32, most: u32 },
    #[error("raised_rate is below ordinary_rate; raised tickets never gain slower")]
    RaisedBelowOrdinary,
}

impl PolicyError {
    /// The setting to change.
    pub const fn setting(&self) -> &'static str {
        match self {
            Self::OutOfRange { setting, .. } => setting,
            Self::RaisedBelowOrdinary => "raised_rate",
        }
    }
}

/// A number that was turned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SettingChange {
    pub setting: &'static str,
    pub from: Setting,
    pub to: Setting,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Setting {
    Number(u32),
    Switch(bool),
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            ordinary_rate: 1,
            raised_rate: 2,
            promise_minutes: 20,
            longest_wait_minutes: 90,
            release_minutes: 30,
            lend_freed: true,
            recalls_before_absent: 2,
            absence_grace_minutes: 15,
            undo_seconds: 10,
            overrun_minutes: 5,
            slack_minutes: 5,
            plan_with_learned: false,
        }
    }
}

impl Policy {
    pub const fn promise_width(&self) -> Length {
        Length::minutes(self.promise_minutes as i64)
    }

    pub const fn longest_wait(&self) -> Length {
        Length::minutes(self.longest_wait_minutes as i64)
    }

    pub const fn release_before(&self) -> Length {
        Length::minutes(self.release_minutes as i64)
    }

    pub const fn absence_grace(&self) -> Length {
        Length::minutes(self.absence_grace_minutes as i64)
    }

    pub const fn undo_within(&self) -> Length {
        Length::seconds(self.undo_seconds as i64)
    }

    pub const fn overrun_step(&self) -> Length {
        Length::minutes(self.overrun_minutes as i64)
    }

    pub const fn slack(&self) -> Length {
        Length::minutes(self.slack_minutes as i64)
    }

    /// What another policy has otherwise.
    pub fn changes_to(&self, to: &Self) -> Vec<SettingChange> {
        let pairs = self.settings().into_iter().zip(to.settings());
        pairs
            .filter(|(from, to)| from != to)
            .map(|((setting, from), (_, to))| SettingChange { setting, from, to })
            .collect()
    }

    fn settings(&self) -> [(&'static str, Setting); 12] {
        let number = |number: u16| Setting::Number(number.into());
        [
            ("ordinary_rate", number(self.ordinary_rate)),
            ("raised_rate", number(self.raised_rate)),
            ("promise_minutes", number(self.promise_minutes)),
            ("longest_wait_minutes", number(self.longest_wait_minutes)),
            ("release_minutes", number(self.release_minutes)),
            ("lend_freed", Setting::Switch(self.lend_freed)),
            ("recalls_before_absent", number(self.recalls_before_absent.into())),
            ("absence_grace_minutes", number(self.absence_grace_minutes)),
            ("undo_seconds", number(self.undo_seconds)),
            ("overrun_minutes", number(self.overrun_minutes)),
            ("slack_minutes", number(self.slack_minutes)),
            ("plan_with_learned", Setting::Switch(self.plan_with_learned)),
        ]
    }

    /// The least and most of each number.
    pub const RANGES: [(&'static str, u32, u32); 10] = [
        ("ordinary_rate", 1, 100),
        ("raised_rate", 1, 100),
        ("promise_minutes", 5, 120),
        ("longest_wait_minutes", 10, 480),
        ("release_minutes", 0, 480),
        ("recalls_before_absent", 0, 10),
        ("absence_grace_minutes", 0, 120),
        ("undo_seconds", 0, 60),
        ("overrun_minutes", 1, 60),
        ("slack_minutes", 0, 15),
    ];

    /// # Errors
    /// The first value that cannot be, and what it may be.
    pub fn check(&self) -> Result<(), PolicyError> {
        for (setting, value) in self.settings() {
            let Setting::Number(value) = value else { continue };
            let range = Self::RANGES.into_iter().find(|(name, ..)| *name == setting);
            let Some((_, least, most)) = range else { continue };
            if !(least..=most).contains(&value) {
                return Err(PolicyError::OutOfRange { setting, value, least, most });
            }
        }
        if self.raised_rate < self.ordinary_rate {
            return Err(PolicyError::RaisedBelowOrdinary);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_its_name() {
        let all = serde_json::to_value(Policy::default()).unwrap();
        let mut told: Vec<&str> = Policy::default().settings().iter().map(|(name, _)| *name).collect();
        told.sort_unstable();
        let named: Vec<&String> = all.as_object().unwrap().keys().collect();
        let mut named: Vec<&str> = named.into_iter().map(String::as_str).collect();
        named.sort_unstable();
        assert_eq!(told, named);
        let numbers = Policy::default().settings().into_iter();
        let numbers = numbers.filter(|(_, setting)| matches!(setting, Setting::Number(_)));
        assert!(
            numbers.map(|(name, _)| name).eq(Policy::RANGES.map(|(name, ..)| name)),
            "a range for each number"
        );
        let longer = Policy { promise_minutes: 25, lend_freed: false, ..Policy::default() };
        let turned = Policy::default().changes_to(&longer);
        let (switch, number) = (Setting::Switch, Setting::Number);
        let one = |setting, from, to| SettingChange { setting, from, to };
        assert_eq!(
            turned,
            [one("promise_minutes", number(20), number(25)), one("lend_freed", switch(true), switch(false))]
        );
        assert_eq!(longer.changes_to(&longer), []);
    }
}
