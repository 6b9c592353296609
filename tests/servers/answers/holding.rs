// SPDX-License-Identifier: MPL-2.0
//! Holds that are written, found and given back.

use super::*;

#[tokio::test]
async fn what_a_failing_server_did_is_not_guessed() {
    for status in [408, 423, 500, 502, 503, 504, 507] {
        let mut ours = ours(move |_| StubResponse::new(status, "")).await;
        assert!(matches!(ours.hold(&request()).await, Err(SourceError::OutcomeUnknown(_))), "{status}");
        assert!(
            matches!(ours.update(&held(), &request()).await, Err(SourceError::OutcomeUnknown(_))),
            "{status}"
        );
        assert!(matches!(ours.release(&held()).await, Err(SourceError::OutcomeUnknown(_))), "{status}");
        assert!(matches!(ours.find(&request().key).await, Err(SourceError::Unreachable(_))), "{status}");
    }
}

#[tokio::test]
async fn given_back_is_given_back_however_it_is_said() {
    for status in [200, 202, 204, 404, 410] {
        let mut ours = ours(move |_| StubResponse::new(status, "")).await;
        assert_eq!(ours.release(&held()).await, Ok(()), "{status}");
    }
}

#[tokio::test]
async fn an_address_that_is_taken_by_somebody_else_is_a_conflict() {
    let foreign = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:en-anden\r\n\
        DTSTAMP:20260301T080000Z\r\nDTSTART:20260305T100000Z\r\nDTEND:20260305T104500Z\r\nEND:VEVENT\r\n\
        END:VCALENDAR\r\n";
    let mut ours = ours(move |asked| match asked.method.as_str() {
        "PUT" => StubResponse::new(412, ""),
        _ => StubResponse::new(200, foreign).with("etag", "\"7\""),
    })
    .await;
    assert_eq!(ours.hold(&request()).await, Err(SourceError::Conflict));
    assert_eq!(ours.find(&request().key).await, Ok(None), "an entry of another name is not our hold");
}

/// A calendar whose server keeps what was deleted in a bin and refuses its name, as Nextcloud does.
async fn with_a_trash_bin(refusal: u16) -> CalDav {
    let mut there = BTreeMap::<String, String>::new();
    let mut trash = BTreeSet::<String>::new();
    ours(move |asked| match asked.method.as_str() {
        "PUT" if trash.contains(&asked.path) => StubResponse::new(refusal, ""),
        "PUT" => {
            there.insert(asked.path.clone(), asked.text.clone());
            StubResponse::new(201, "").with("etag", "\"1\"")
        }
        "DELETE" if there.remove(&asked.path).is_some() => {
            trash.insert(asked.path.clone());
            StubResponse::new(204, "")
        }
        "DELETE" => StubResponse::new(refusal, ""),
        _ => match there.get(&asked.path) {
            Some(text) => StubResponse::new(200, text).with("etag", "\"1\""),
            None => StubResponse::new(404, ""),
        },
    })
    .await
}

#[tokio::test]
async fn a_trash_bin_never_makes_a_gap_unholdable() {
    for refusal in [400, 403] {
        let mut ours = with_a_trash_bin(refusal).await;
        let mut addresses = BTreeSet::new();
        for _ in 0..20 {
            let made = ours.hold(&request()).await.unwrap();
            assert!(addresses.insert(made.id.clone()), "{made:?}");
            assert_eq!(ours.find(&request().key).await, Ok(Some(made.clone())), "a lost answer is resolved");
            assert_eq!(ours.hold(&request()).await.unwrap().id, made.id, "the same hold twice is one");
            assert_eq!(ours.release(&made).await, Ok(()));
            assert_eq!(ours.release(&made).await, Ok(()), "what lies in the bin is given back");
            assert_eq!(ours.find(&request().key).await, Ok(None));
        }
    }
}

#[tokio::test]
async fn a_trash_bin_that_is_full_of_one_hold_is_named_as_the_cause() {
    let mut ours = with_a_trash_bin(403).await;
    let why = loop {
        match ours.hold(&request()).await {
            Ok(made) => ours.release(&made).await.unwrap(),
            Err(why) => break why,
        }
    };
    assert!(why.to_string().contains("its trash bin is full of them and has to be emptied"), "{why}");
    let other = HoldRequest { key: HoldKey::new("midtby", &request().desk, WINDOW.start), ..request() };
    assert!(ours.hold(&other).await.is_ok(), "other times are held");
}

#[tokio::test]
async fn a_calendar_that_may_not_be_written_to_is_reported_as_that() {
    let mut ours = ours(|_| StubResponse::new(403, "")).await;
    let refused = ours.hold(&request()).await.unwrap_err();
    assert!(matches!(refused, SourceError::Unauthorized(_) | SourceError::Misconfigured(_)), "{refused:?}");
}

/// A person moved our hold to another address: its UID may not be used a second time (RFC 4791, 5.3.2.1).
#[tokio::test]
async fn a_hold_whose_name_stands_at_another_address_is_that_hold() {
    for (status, there) in [(403, true), (409, true), (403, false)] {
        let mut ours = ours(move |asked| match asked.method.as_str() {
            "PUT" => StubResponse::new(
                status,
                r#"<?xml version="1.0"?><D:error xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
                <C:no-uid-conflict><D:href>/k/flyttet.ics</D:href></C:no-uid-conflict></D:error>"#,
            ),
            "REPORT" if there => {
                let lines = "DTSTART:20260305T100000Z\nDTEND:20260305T104500Z";
                let entry =
                    with_text("flyttet", lines).replace("UID:flyttet", &format!("UID:{}", request().key));
                StubResponse::new(207, multistatus(&entry))
            }
            "REPORT" => StubResponse::new(207, multistatus("")),
            _ => StubResponse::new(404, ""),
        })
        .await;
        let held = ours.hold(&request()).await.map(|held| (held.id.0, held.time));
        let expected = if there {
            Ok(("/k/flyttet.ics".to_owned(), request().time))
        } else {
            Err(SourceError::Conflict)
        };
        assert_eq!(held, expected, "{status}");
    }
}
