// SPDX-License-Identifier: MPL-2.0
//! Changes since a cursor.

use super::*;

#[tokio::test]
async fn an_expired_cursor_is_reported_in_many_ways() {
    let bodies = [
        r#"<?xml version="1.0"?><D:error xmlns:D="DAV:"><D:valid-sync-token/></D:error>"#,
        r#"<?xml version="1.0"?><error xmlns="DAV:"><valid-sync-token/></error>"#,
        r#"<?xml version="1.0"?><x7:error xmlns:x7="DAV:"><x7:valid-sync-token/></x7:error>"#,
    ];
    for status in [400, 403, 409, 410, 412, 507] {
        for body in bodies {
            let mut ours = ours(move |_| StubResponse::new(status, body)).await;
            let result = ours.changes(&Cursor("gammel".to_owned()), WINDOW).await;
            assert_eq!(result, Err(SourceError::CursorExpired), "{status} {body}");
        }
    }
    let mut forbidden = ours(|_| StubResponse::new(403, "")).await;
    let result = forbidden.changes(&Cursor("gammel".to_owned()), WINDOW).await;
    assert!(
        matches!(result, Err(SourceError::Misconfigured(_))),
        "without a word of the cursor it is not let in"
    );
}

#[tokio::test]
async fn changes_that_come_in_parts_are_asked_for_to_the_end_at_once() {
    let asked = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&asked);
    let mut changing = ours(move |_| {
        let mut asked = counted.lock().unwrap();
        *asked += 1;
        match *asked {
            1 => part(&["a", "b"], "1", false),
            2 => part(&["c"], "2", false),
            3 => part(&["d"], "3", true),
            // Then the entries themselves, which are gone by now.
            _ => {
                let gone = ["a", "b", "c", "d"].map(|name| with_status(name, "404 Not Found"));
                StubResponse::new(207, multistatus(&gone.concat()))
            }
        }
    })
    .await;
    let result = changing.changes(&Cursor("0".to_owned()), WINDOW).await.unwrap();
    let Changes::Changed { gone, cursor, .. } = result else { panic!("{result:?}") };
    let gone: Vec<String> = gone.into_iter().map(|id| id.0).collect();
    assert_eq!(gone, ["/k/a.ics", "/k/b.ics", "/k/c.ics", "/k/d.ics"]);
    assert_eq!((cursor, *asked.lock().unwrap()), (Cursor("3".to_owned()), 4));
    let mut stuck = ours(|_| part(&["a"], "0", false)).await;
    let result = stuck.changes(&Cursor("0".to_owned()), WINDOW).await;
    assert_eq!(result, Err(SourceError::CursorExpired), "a server that does not go on is read anew");
    let mut without_end = ours({
        let mut next = 0;
        move |_| {
            next += 1;
            part(&[], &next.to_string(), false)
        }
    })
    .await;
    assert_eq!(without_end.changes(&Cursor("0".to_owned()), WINDOW).await, Err(SourceError::CursorExpired));
}

#[tokio::test]
async fn a_list_of_changes_may_name_what_is_already_gone() {
    let report = r#"<?xml version="1.0"?><multistatus xmlns="DAV:">
        <response><href>/k/a.ics</href><propstat><status>HTTP/1.1 200 OK</status>
        <prop><getetag>"1"</getetag></prop></propstat></response>
        <response><href>/k/b.ics</href><status>HTTP/1.1 404 Not Found</status></response>
        <sync-token>ny</sync-token></multistatus>"#;
    let mut ours = ours(move |asked| {
        let is_sync = asked.headers.get("depth").is_none();
        let answer = if is_sync { report.to_owned() } else { multistatus(&with_status("a", "410 Gone")) };
        StubResponse::new(207, answer)
    })
    .await;
    let result = ours.changes(&Cursor("gammel".to_owned()), WINDOW).await.unwrap();
    let gone = vec![ForeignId("/k/b.ics".to_owned()), ForeignId("/k/a.ics".to_owned())];
    let cursor = Cursor("ny".to_owned());
    assert_eq!(
        result,
        Changes::Changed { entries: Vec::new(), gone, cursor, problems: Vec::new(), unreadable: Vec::new() }
    );
}

/// Overloaded, locked or short of rights: the entry is there, and the next look asks for it again.
#[tokio::test]
async fn a_changed_booking_that_the_server_does_not_hand_out_keeps_its_time() {
    let refusals = ["500 Internal Server Error", "403 Forbidden", "423 Locked", "507 Insufficient Storage"];
    for refused in refusals.map(Some).into_iter().chain([None]) {
        let mut ours = ours(move |asked| {
            let is_sync = asked.headers.get("depth").is_none();
            match refused {
                _ if is_sync => part(&["a"], "ny", true),
                Some(status) => StubResponse::new(207, multistatus(&with_status("a", status))),
                None => StubResponse::new(207, multistatus("")),
            }
        })
        .await;
        let result = ours.changes(&Cursor("gammel".to_owned()), WINDOW).await.unwrap();
        let Changes::Changed { gone, cursor, problems, unreadable, .. } = result else {
            panic!("{result:?}")
        };
        assert_eq!(gone, [], "{refused:?}: nothing says that it was deleted");
        assert_eq!(unreadable, [ForeignId("/k/a.ics".to_owned())], "{refused:?}");
        assert_eq!(cursor, Cursor("gammel".to_owned()), "{refused:?}: it is asked for again");
        assert!(problems[0].text.starts_with("/k/a.ics: the server names it"), "{refused:?}: {problems:?}");
    }
}

/// As DAViCal does: what an answer leaves out is asked for by itself.
#[tokio::test]
async fn a_booking_that_an_answer_leaves_out_is_read_by_itself_or_is_gone() {
    let text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20260305T100000Z\r\nDURATION:PT30M\r\n\
        END:VEVENT\r\nEND:VCALENDAR\r\n";
    for is_there in [true, false] {
        let mut ours = ours(move |asked| match asked.method.as_str() {
            "GET" if is_there => StubResponse::new(200, text).with("etag", "\"2\""),
            "GET" => StubResponse::new(404, ""),
            _ if asked.headers.get("depth").is_none() => part(&["a"], "ny", true),
            _ => StubResponse::new(207, multistatus("")),
        })
        .await;
        let result = ours.changes(&Cursor("gammel".to_owned()), WINDOW).await.unwrap();
        let Changes::Changed { entries, gone, cursor, problems, .. } = result else { panic!("{result:?}") };
        assert_eq!((entries.len(), gone.len()), if is_there { (1, 0) } else { (0, 1) });
        assert_eq!((cursor, problems), (Cursor("ny".to_owned()), vec![]));
    }
}

#[tokio::test]
async fn a_report_that_cannot_be_read_is_not_asked_for_for_ever() {
    let truncated = r#"<?xml version="1.0"?><multistatus xmlns="DAV:">
        <response><href>/elsewhere/</href><status>HTTP/1.1 507 Insufficient Storage</status></response>
        <sync-token>ny</sync-token></multistatus>"#;
    for report in [truncated, "<multistatus", "", "nothing"] {
        let mut ours = ours(move |_| StubResponse::new(207, report)).await;
        let result = ours.changes(&Cursor("gammel".to_owned()), WINDOW).await;
        assert_eq!(result, Err(SourceError::CursorExpired), "{report}");
    }
}
