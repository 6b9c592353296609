// SPDX-License-Identifier: MPL-2.0
//! More time never hurts: whatever is opened, and whenever, no promise breaks that would not break anyway.

use crate::command::{Capacity, CapacityChange};
use crate::gap::ReleaseRule;
use crate::testing::{Scene, ordinary};
use crate::time::Length;

/// Starts have slipped within the slack of a late clerk, minute by minute, when the supervisor looks at more
/// time: at every desk, touching what there is, beside it, before it and after it.
#[test]
fn more_time_breaks_no_promise_though_starts_have_slipped_within_the_slack() {
    let days: [&[u16]; 5] = [&[30, 30], &[15, 15, 30], &[45, 15], &[20, 20, 20], &[15, 15, 15, 15]];
    let mut looked = 0;
    for lengths in days {
        let mut scene = Scene::new();
        scene.at("9:40");
        scene.gap("1", "10:00", "11:00");
        for &minutes in lengths {
            scene.check_in(ordinary(minutes)).unwrap();
        }
        for minute in 0..25 {
            scene.at(&format!("10:{minute:02}")).advance();
            for (desk, from, to) in [
                ("1", "11:00", "11:30"),
                ("2", "10:25", "10:40"),
                ("2", "10:30", "11:30"),
                ("1", "11:15", "12:00"),
            ] {
                let what = Capacity::OpenGap {
                    desk: desk.into(),
                    time: scene.stretch(from, to),
                    hold: ReleaseRule::Hard,
                };
                let change = CapacityChange { what, force: false, reason: None };
                let preview = scene.office.preview(&change, scene.now).unwrap();
                assert!(preview.broken.is_empty(), "{lengths:?} 10:{minute:02} {desk} {from}: {preview:?}");
                assert!(preview.booking_gains < Length::ZERO, "{preview:?}");
                looked += 1;
            }
        }
    }
    assert_eq!(looked, 5 * 25 * 4);
}
