// SPDX-License-Identifier: MPL-2.0
//! How an event is written, for each reader. An event is one line whatever is in its values: a line break in one could
//! pretend to be another event.

use std::fmt;

use tracing::{Event, Level, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::fmt::format::{self, Writer};
use tracing_subscriber::fmt::{self as fmt_layer, FmtContext, FormatEvent, FormatFields, MakeWriter};
use tracing_subscriber::registry::LookupSpan;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A person at a terminal: with colours.
    Terminal,
    Text,
    Json,
    Journal,
}

pub fn layer<S, W>(format: Format, writer: W) -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    // A log that cannot be written must not end the office: the disk may be full, or the reader gone.
    let layer = fmt_layer::layer()
        .with_writer(writer)
        .log_internal_errors(false)
        .with_ansi(format == Format::Terminal);
    match format {
        Format::Terminal => layer.boxed(),
        Format::Text => layer.event_format(OneLine { inner: format::format(), priority: false }).boxed(),
        Format::Journal => {
            layer.event_format(OneLine { inner: format::format().without_time(), priority: true }).boxed()
        }
        Format::Json => layer.json().flatten_event(true).with_span_list(false).boxed(),
    }
}

struct OneLine<F> {
    inner: F,
    /// Whether it begins with the priority that systemd reads (sd-daemon(3)).
    priority: bool,
}

impl<S, N, F> FormatEvent<S, N> for OneLine<F>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
    F: FormatEvent<S, N>,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let mut line = String::new();
        self.inner.format_event(context, Writer::new(&mut line), event)?;
        if self.priority {
            write!(writer, "<{}>", priority(*event.metadata().level()))?;
        }
        for character in line.trim().chars() {
            if character.is_control() {
                write!(writer, "{}", character.escape_default())?;
            } else {
                writer.write_char(character)?;
            }
        }
        writeln!(writer)
    }
}

/// As syslog counts.
const fn priority(level: Level) -> u8 {
    match level {
        Level::ERROR => 3,
        Level::WARN => 4,
        Level::INFO => 6,
        Level::DEBUG | Level::TRACE => 7,
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use tracing_subscriber::layer::SubscriberExt;

    use super::*;

    #[derive(Clone, Default)]
    struct Paper(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Paper {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What stands in the log after a request with a value that somebody outside chose.
    fn written(format: Format) -> Vec<String> {
        let paper = Paper::default();
        let to = paper.clone();
        let log = tracing_subscriber::registry().with(layer(format, move || to.clone()));
        tracing::subscriber::with_default(log, || {
            let _request = tracing::error_span!("request", id = "7f-1").entered();
            tracing::warn!(device = "a\n2026-01-01 ERROR \u{1b}[31mred", "not let in");
            tracing::error!("second");
        });
        let bytes = paper.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap().lines().map(str::to_owned).collect()
    }

    #[test]
    fn an_event_is_one_line_whatever_is_in_its_values() {
        for format in [Format::Text, Format::Journal, Format::Json] {
            let lines = written(format);
            assert_eq!(lines.len(), 2, "{lines:?}");
            assert!(!lines.concat().contains('\u{1b}'), "no colours: {lines:?}");
            assert!(lines.iter().all(|line| line.contains("7f-1")), "the request's id: {lines:?}");
        }
    }

    #[test]
    fn the_journal_is_told_how_grave_a_line_is_and_no_time() {
        let lines = written(Format::Journal);
        assert!(lines[0].starts_with("<4>WARN") && lines[1].starts_with("<3>ERROR"), "{lines:?}");
    }

    #[test]
    fn a_collector_reads_objects_with_the_fields_by_name() {
        let lines = written(Format::Json);
        let first: serde_json::Value = serde_json::from_str(&lines[0]).unwrap();
        assert_eq!((first["level"].as_str(), first["message"].as_str()), (Some("WARN"), Some("not let in")));
        assert_eq!(first["span"]["id"], "7f-1");
        assert!(first["device"].as_str().unwrap().starts_with("a\n2026"), "{first}");
    }
}
