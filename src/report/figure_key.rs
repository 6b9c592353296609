// SPDX-License-Identifier: MPL-2.0
//! The figures of the report whose events can be listed.

macro_rules! figures {
    ($($figure:ident $name:literal;)*) => {
        /// A figure of the report; its name is the one in the API.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum FigureKey { $($figure),* }

        impl FigureKey {
            pub const ALL: &'static [Self] = &[$(Self::$figure),*];

            pub const fn name(self) -> &'static str {
                match self { $(Self::$figure => $name),* }
            }
        }
    };
}

figures! {
    Citizens "citizens";
    Served "served";
    Outcome "outcome";
    Ending "ending";
    Mitid "mitid";
    Waits "waits";
    CompanionHours "companion_hours";
    CompanionHoursNow "companion_hours_now";
    Certificates "certificates";
    Accompanied "accompanied";
    MitidAccompanied "mitid_accompanied";
    HoursSaved "hours_saved";
    PromisesKept "promises_kept";
    PromisesBroken "promises_broken";
    GapsHeld "gaps_held";
    GapsUsed "gaps_used";
    GapsUnused "gaps_unused";
    GapsLent "gaps_lent";
    GapsReleased "gaps_released";
    GapsWithdrawn "gaps_withdrawn";
    BookingsLost "bookings_lost";
    BookingsTouched "bookings_touched";
    BookingsNotCome "bookings_not_come";
    ClerkMinutes "clerk_minutes";
    Inquiries "inquiries";
    UnitCitizens "unit_citizens";
    UnitServed "unit_served";
    UnitMitid "unit_mitid";
    UnitHours "unit_hours";
    WeekdayCitizens "weekday_citizens";
    WeekdayHeld "weekday_held";
    WeekdayUsed "weekday_used";
    Changes "changes";
}

impl FigureKey {
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|figure| figure.name() == name)
    }

    /// Whether it counts people rather than gaps or rules, so that a small count is suppressed.
    pub(crate) const fn concerns_people(self) -> bool {
        match self {
            Self::GapsHeld
            | Self::GapsUsed
            | Self::GapsUnused
            | Self::GapsLent
            | Self::GapsReleased
            | Self::GapsWithdrawn
            | Self::BookingsLost
            | Self::WeekdayHeld
            | Self::WeekdayUsed
            | Self::Changes => false,
            Self::Citizens
            | Self::Served
            | Self::Outcome
            | Self::Ending
            | Self::Mitid
            | Self::Waits
            | Self::CompanionHours
            | Self::CompanionHoursNow
            | Self::Certificates
            | Self::Accompanied
            | Self::MitidAccompanied
            | Self::HoursSaved
            | Self::PromisesKept
            | Self::PromisesBroken
            | Self::BookingsTouched
            | Self::BookingsNotCome
            | Self::ClerkMinutes
            | Self::Inquiries
            | Self::UnitCitizens
            | Self::UnitServed
            | Self::UnitMitid
            | Self::UnitHours
            | Self::WeekdayCitizens => true,
        }
    }
}
