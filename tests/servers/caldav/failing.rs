// SPDX-License-Identifier: MPL-2.0
//! Servers that stop, are slow, lose a request or an answer, or do not know us.

use super::*;

on_each_server! {
    holds_survive_a_restart_of_the_server
    a_slow_server_is_given_up_and_looked_at_later
    an_answer_that_got_lost_is_found_by_looking
    a_request_that_got_lost_is_simply_made_again
    a_dead_server_is_out_of_reach
}

async fn holds_survive_a_restart_of_the_server(make: Make) {
    let Scene { mut server, other, mut ours } = scene(make).await;
    let held = ours.hold(&request(stretch((10, 0), (10, 45)))).await.unwrap();
    let cursor = ours.snapshot(day()).await.unwrap().cursor.unwrap();
    server.kill();
    assert!(matches!(ours.find(&held.key).await, Err(SourceError::Unreachable(_))));
    server.run().await;
    assert_eq!(ours.find(&held.key).await.unwrap(), Some(held.clone()));
    let again = ours.hold(&request(held.time)).await.unwrap();
    assert!(again == held || !make.compares_and_sets(), "{again:?}");
    other.book("aftale", "20260305T120000Z", "20260305T123000Z").await;
    match ours.changes(&cursor, day()).await {
        Ok(Changes::Changed { entries, .. }) => {
            assert!(entries.iter().any(|entry| entry.id.0.ends_with("/aftale.ics")));
            assert!(entries.len() == 1 || make.tells_again(), "{entries:?}");
        }
        Err(SourceError::CursorExpired) => assert_eq!(taken(&mut ours, day()).await.len(), 2),
        other => panic!("{other:?}"),
    }
}

async fn a_slow_server_is_given_up_and_looked_at_later(make: Make) {
    let (scene, wire) = scene_on_a_wire(make).await;
    let hasty = HttpLimits {
        timeouts: HttpTimeouts { total: Duration::from_millis(700), ..HttpTimeouts::default() },
        ..HttpLimits::default()
    };
    let mut hasty = CalDav::new(CalDavSource { limits: hasty, ..source(&wired(&scene, &wire)) }).unwrap();
    let request = request(stretch((10, 0), (10, 45)));
    // Found while the wire is still good, however slow this machine.
    let found = hasty.place().await;
    if found.is_err() {
        hasty.place().await.unwrap();
    }
    wire.hand(Hand::Swallows);
    let lost = hasty.hold(&request).await;
    assert!(matches!(lost, Err(SourceError::OutcomeUnknown(_))), "{lost:?}");
    assert!(matches!(hasty.snapshot(day()).await, Err(SourceError::Unreachable(_))));
    wire.hand(Hand::Off);
    let mut ours = scene.ours;
    assert_eq!(ours.find(&request.key).await.unwrap().map(|held| held.time), Some(request.time));
    assert_eq!(taken(&mut ours, day()).await.len(), 1);
}

async fn an_answer_that_got_lost_is_found_by_looking(make: Make) {
    let (scene, wire) = scene_on_a_wire(make).await;
    let mut ours = scene.ours;
    let request = request(stretch((10, 0), (10, 45)));
    ours.place().await.unwrap();
    wire.hand(Hand::CutsAfter);
    let lost = ours.hold(&request).await;
    assert!(matches!(lost, Err(SourceError::OutcomeUnknown(_))), "{lost:?}");
    wire.hand(Hand::Off);
    let held = ours.find(&request.key).await.unwrap().expect("it was done");
    let again = ours.hold(&request).await.unwrap();
    assert!(again == held || !make.compares_and_sets(), "{again:?}");
    let held = again;
    assert_eq!(wire.created(), 1);

    wire.hand(Hand::CutsAfter);
    let lost = ours.release(&held).await;
    assert!(matches!(lost, Err(SourceError::OutcomeUnknown(_))), "{lost:?}");
    wire.hand(Hand::Off);
    assert_eq!(ours.find(&request.key).await.unwrap(), None);
    ours.release(&held).await.unwrap();
}

async fn a_request_that_got_lost_is_simply_made_again(make: Make) {
    let (scene, wire) = scene_on_a_wire(make).await;
    let mut ours = scene.ours;
    let request = request(stretch((10, 0), (10, 45)));
    ours.place().await.unwrap();
    wire.hand(Hand::CutsBefore);
    let lost = ours.hold(&request).await;
    assert!(matches!(lost, Err(SourceError::OutcomeUnknown(_))), "{lost:?}");
    wire.hand(Hand::Off);
    assert_eq!(ours.find(&request.key).await.unwrap(), None);
    ours.hold(&request).await.unwrap();
    assert_eq!(wire.created(), 1);
}

async fn a_dead_server_is_out_of_reach(make: Make) {
    let Scene { mut server, other: _, mut ours } = scene(make).await;
    let held = ours.hold(&request(stretch((10, 0), (10, 45)))).await.unwrap();
    let cursor = ours.snapshot(day()).await.unwrap().cursor.unwrap();
    server.kill();
    let troubles = [
        ours.snapshot(day()).await.unwrap_err(),
        ours.changes(&cursor, day()).await.unwrap_err(),
        ours.hold(&request(stretch((12, 0), (12, 45)))).await.unwrap_err(),
        ours.update(&held, &request(held.time)).await.unwrap_err(),
        ours.release(&held).await.unwrap_err(),
        ours.find(&held.key).await.unwrap_err(),
    ];
    assert!(troubles.iter().all(|error| matches!(error, SourceError::Unreachable(_))), "{troubles:?}");
}

#[tokio::test]
async fn a_wrong_password_is_for_the_administrator() {
    let scene = scene(Make::Radicale).await;
    let credentials = Credentials::Basic { user: USER.to_owned(), password: "forkert".to_owned() };
    for address in [scene.server.base(), scene.other.calendar.clone()] {
        let mut ours =
            CalDav::new(CalDavSource { credentials: credentials.clone(), ..source(&address) }).unwrap();
        let result = ours.snapshot(day()).await;
        assert!(matches!(result, Err(SourceError::Unauthorized(_))), "{result:?}");
        assert!(matches!(
            ours.hold(&request(stretch((10, 0), (11, 0)))).await,
            Err(SourceError::Unauthorized(_))
        ));
    }
}
