// SPDX-License-Identifier: MPL-2.0
//! Everything in a stretch of time.

use super::*;

#[tokio::test]
async fn a_list_of_entries_cut_short_is_asked_for_in_halves_and_never_believed() {
    let whole = Arc::new(Mutex::new(Vec::new()));
    let result = Arc::clone(&whole);
    let mut ours_in_halves = ours(move |asked| {
        let is_query = asked.text.contains("time-range");
        if !is_query {
            return part(&[], "1", true);
        }
        let from = |name: &str| {
            let at = asked.text.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
            let text = asked.text[at..at + 16].to_owned();
            jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", text).unwrap()
        };
        let (start, end) = (from(" start"), from(" end"));
        let hours = (end - start).total((jiff::Unit::Hour, start)).unwrap();
        // It hands out the entries of six hours and no more.
        if hours > 6.5 {
            return part(&[], "1", false);
        }
        result.lock().unwrap().push((start, end));
        StubResponse::new(207, r#"<?xml version="1.0"?><D:multistatus xmlns:D="DAV:"></D:multistatus>"#)
    })
    .await;
    ours_in_halves.snapshot(WINDOW).await.unwrap();
    let result = whole.lock().unwrap().clone();
    assert_eq!(result.len(), 4, "{result:?}");
    assert!(
        result.windows(2).all(|pair| pair[0].1 == pair[1].0),
        "one after the other, nothing left out: {result:?}"
    );
    let mut never = ours(|_| part(&[], "1", false)).await;
    assert!(matches!(never.snapshot(WINDOW).await, Err(SourceError::InvalidResponse(_))));
}

/// In the answer for the days, or in the list of the calendar.
#[tokio::test]
async fn a_booking_that_the_server_names_and_keeps_back_in_a_full_look_keeps_its_time() {
    for in_answer in [true, false] {
        let mut ours = ours_that_lists(listed(&["a"]), move |asked| {
            let is_sync = asked.headers.get("depth").is_none();
            let is_query = asked.text.contains("time-range");
            let answer = with_status("a", "503 Service Unavailable");
            let names_it = !is_sync && (in_answer || !is_query);
            StubResponse::new(207, multistatus(if names_it { &answer } else { "" }))
        })
        .await;
        let snapshot = ours.snapshot(WINDOW).await.unwrap();
        assert_eq!(snapshot.unreadable, [ForeignId("/k/a.ics".to_owned())], "in the answer: {in_answer}");
        assert_eq!(snapshot.problems.len(), 1, "{:?}", snapshot.problems);
    }
}

/// What it had not handed out by then is asked for once and not entry by entry, each to its timeout.
#[tokio::test]
async fn a_server_that_dies_in_a_full_look_is_out_of_reach_at_once() {
    let names: Vec<String> = (0..20).map(|number| format!("aftale-{number}")).collect();
    let listed = listed(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let wire = Arc::new(OnceLock::<Wire>::new());
    let cuts = Arc::clone(&wire);
    let base = serve_a_calendar(listed, move |asked| {
        if asked.text.contains("calendar-multiget") {
            cuts.get().unwrap().hand(Hand::CutsBefore);
        }
        StubResponse::new(207, multistatus(""))
    })
    .await;
    let port = base.rsplit(':').next().unwrap().parse().unwrap();
    let to_the_calendar = Wire::to(port).await;
    let wire = wire.get_or_init(|| to_the_calendar);
    let result = ours_at(&wire.base()).snapshot(WINDOW).await;
    assert!(matches!(result, Err(SourceError::Unreachable(_))), "{result:?}");
    assert_eq!(wire.cut(), 1);
}

#[tokio::test]
async fn an_entry_that_is_kept_back_is_named_to_the_administrator() {
    let report = r#"<?xml version="1.0"?><D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
        <D:response><D:href>/k/hemmelig.ics</D:href><D:propstat><D:prop><C:calendar-data/></D:prop>
        <D:status>HTTP/1.1 403 Forbidden</D:status></D:propstat></D:response></D:multistatus>"#;
    let mut ours = ours(move |asked| match asked.headers.get("depth") {
        Some(_) => StubResponse::new(207, report),
        None => {
            StubResponse::new(207, r#"<multistatus xmlns="DAV:"><sync-token>1</sync-token></multistatus>"#)
        }
    })
    .await;
    let snapshot = ours.snapshot(WINDOW).await.unwrap();
    assert_eq!((snapshot.entries.len(), snapshot.problems.len()), (0, 1));
    assert!(snapshot.problems[0].text.contains("/k/hemmelig.ics"), "{:?}", snapshot.problems);
}

/// An index that is behind, or a filter that knows no whole days: the entry is listed and not in the answer for its
/// day. Each version of what lies elsewhere is fetched once.
#[tokio::test]
async fn an_entry_that_the_server_forgets_in_its_answer_for_the_day_is_found_in_its_list() {
    const ENTRIES: [(&str, &str); 2] = [
        ("glemt", "DTSTART;VALUE=DATE:20260305\nDURATION:P1D"),
        ("sidste-aar", "DTSTART:20250305T090000Z\nDURATION:PT30M"),
    ];
    let fetched: Arc<Mutex<Vec<&str>>> = Arc::default();
    let asked_for = Arc::clone(&fetched);
    let mut ours = ours_that_lists(listed(&ENTRIES.map(|(name, _)| name)), move |asked| {
        let is_named = |name: &str| asked.text.contains(&format!("/k/{name}.ics"));
        let wanted: Vec<_> = ENTRIES.into_iter().filter(|(name, _)| is_named(name)).collect();
        asked_for.lock().unwrap().extend(wanted.iter().map(|(name, _)| *name));
        let answered: String = wanted.iter().map(|(name, lines)| with_text(name, lines)).collect();
        StubResponse::new(207, multistatus(&answered))
    })
    .await;
    for _ in 0..2 {
        let snapshot = ours.snapshot(WINDOW).await.unwrap();
        let ids: Vec<&str> = snapshot.entries.iter().map(|entry| entry.id.0.as_str()).collect();
        assert_eq!(ids, ["/k/glemt.ics"]);
    }
    let fetched = fetched.lock().unwrap();
    let times = fetched.iter().filter(|name| **name == "sidste-aar").count();
    assert_eq!(times, 1, "{fetched:?}");
}

#[tokio::test]
async fn an_answer_without_end_is_not_read_to_its_end() {
    let mut ours = ours(|_| StubResponse::new(207, "x".repeat(200_000))).await;
    assert!(matches!(ours.snapshot(WINDOW).await, Err(SourceError::InvalidResponse(_))));
}
