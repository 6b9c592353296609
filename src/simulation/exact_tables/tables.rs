// SPDX-License-Identifier: MPL-2.0
//! Reads the tables: four CSV files with fixed names and columns. An invalid table is rejected as a whole, with the
//! line and the problem, before anything is simulated.

use super::queue::{QueueOutputs, ServiceTime};
use super::{RowModel, TableRow, TableValue, gap_day, queue, session};

/// File names of the tables.
pub const TABLES: [&str; 4] =
    ["erlang_c.csv", "accumulating_priority.csv", "gap_day.csv", "appointment_session.csv"];

/// Maximum rows of a table, which bounds the run.
const MAX_ROWS: usize = 2_000;
const MAX_SERVERS: f64 = 1_000.0;
const MAX_CLASSES: usize = 16;
const MAX_BOOKED: u32 = 1_000;
const MAX_SESSION_SLOTS: usize = 500;
const MAX_WALK_INS: f64 = 200.0;
/// Above this utilisation the relaxation time exceeds any bounded run.
const MAX_UTILISATION: f64 = 0.995;
/// From this utilisation on, the limit of the standard error is doubled.
const HIGH_UTILISATION: f64 = 0.9;
/// Resolution of rates relative to the highest.
const RATE_STEPS: f64 = 1e6;

/// A valid table.
#[derive(Clone, Debug)]
pub struct ExactTable {
    pub(super) rows: Vec<TableRow>,
}

type ReadRow = fn(&Fields<'_>) -> Result<TableRow, String>;

/// Why a file is not a table, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct TableError {
    pub file: String,
    pub line: u64,
    pub what: String,
}

impl ExactTable {
    /// A table from the text of the file of this name.
    ///
    /// # Errors
    /// The first invalid line and how to correct it.
    pub fn read(file: &str, text: &str) -> Result<Self, TableError> {
        let refuse = |line, what: String| TableError { file: file.to_owned(), line, what };
        let (name, columns, row): (&'static str, &[&str], ReadRow) = match file {
            "erlang_c.csv" => ("erlang_c", &ERLANG_C, erlang_c),
            "accumulating_priority.csv" => ("accumulating_priority", &PRIORITY, accumulating_priority),
            "gap_day.csv" => ("gap_day", &GAP_DAY, gap_day),
            "appointment_session.csv" => ("appointment_session", &SESSION, appointment_session),
            _ => return Err(refuse(1, format!("this is no table; tables are {}", TABLES.join(", ")))),
        };
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
        let header = reader.headers().map_err(|error| refuse(1, error.to_string()))?.clone();
        let places = places(&header, columns).map_err(|what| refuse(1, what))?;
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| {
                let line = error.position().map_or(0, csv::Position::line);
                refuse(line, format!("the line does not have the header's columns ({error})"))
            })?;
            let line = record.position().map_or(0, csv::Position::line);
            if rows.len() == MAX_ROWS {
                return Err(refuse(line, format!("a table has at most {MAX_ROWS} rows; cut it in two")));
            }
            let fields = Fields { columns, places: &places, record: &record };
            rows.push(TableRow { table: name, line, ..row(&fields).map_err(|what| refuse(line, what))? });
        }
        if rows.is_empty() {
            return Err(refuse(1, "the table has no rows".to_owned()));
        }
        Ok(Self { rows })
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

fn places(header: &csv::StringRecord, columns: &[&str]) -> Result<Vec<usize>, String> {
    let place = |column: &&str| {
        let mut found =
            header.iter().enumerate().filter(|(_, name)| name.trim_start_matches('\u{feff}') == *column);
        match (found.next(), found.next()) {
            (Some((place, _)), None) => Ok(place),
            (None, _) => {
                Err(format!("the column «{column}» is missing; the columns are {}", columns.join(", ")))
            }
            _ => Err(format!("the column «{column}» stands twice; leave one out")),
        }
    };
    columns.iter().map(place).collect()
}

/// One line, by column.
struct Fields<'r> {
    columns: &'r [&'r str],
    places: &'r [usize],
    record: &'r csv::StringRecord,
}

impl Fields<'_> {
    fn text(&self, column: usize) -> &str {
        self.record.get(self.places[column]).unwrap_or_default()
    }

    fn name(&self, column: usize) -> &str {
        self.columns[column]
    }

    fn number(&self, column: usize, least: f64, most: f64) -> Result<f64, String> {
        number(self.name(column), self.text(column), least, most)
    }

    fn whole(&self, column: usize, least: f64, most: f64) -> Result<usize, String> {
        let value = self.number(column, least, most)?;
        if value.fract() != 0.0 {
            return Err(format!("{} is «{}»; write a whole number", self.name(column), self.text(column)));
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and in bounds")]
        Ok(value as usize)
    }

    /// Values separated by `|`; an empty field is an empty list.
    fn list(&self, column: usize, least: f64, most: f64) -> Result<Vec<f64>, String> {
        let text = self.text(column);
        if text.is_empty() {
            return Ok(Vec::new());
        }
        text.split('|').map(|part| number(self.name(column), part.trim(), least, most)).collect()
    }

    fn inputs(&self, columns: usize) -> Vec<(String, String)> {
        (0..columns).map(|column| (self.name(column).to_owned(), self.text(column).to_owned())).collect()
    }

    fn table_value(&self, column: usize) -> Result<TableValue, String> {
        table_value(self.name(column), self.name(column), self.text(column))
    }
}

fn number(name: &str, text: &str, least: f64, most: f64) -> Result<f64, String> {
    let value: f64 =
        text.parse().map_err(|_| format!("{name} is «{}», which is no number", shortened(text)))?;
    if (least..=most).contains(&value) {
        Ok(value)
    } else {
        Err(format!("{name} is {}; it may be {least} to {most}", shortened(text)))
    }
}

/// Shortens a field for an error message.
fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

fn table_value(name: &str, column: &str, text: &str) -> Result<TableValue, String> {
    let value = number(column, text, 0.0, 1e9)?;
    let digits =
        text.split(['e', 'E']).next().and_then(|text| text.split_once('.')).map_or(0, |(_, part)| part.len());
    let half_unit = 0.5 * 10.0_f64.powi(-i32::try_from(digits.min(15)).unwrap_or(15));
    Ok(TableValue { name: name.to_owned(), value, half_unit })
}

fn max_relative_error(utilisation: f64) -> f64 {
    if utilisation >= HIGH_UTILISATION - 1e-9 { 0.02 } else { 0.01 }
}

const ERLANG_C: [&str; 4] =
    ["servers", "utilisation", "probability_of_waiting", "mean_wait_in_mean_services"];

fn erlang_c(fields: &Fields<'_>) -> Result<TableRow, String> {
    let servers = fields.whole(0, 1.0, MAX_SERVERS)?;
    let utilisation = fields.number(1, 0.001, MAX_UTILISATION)?;
    let model = queue::QueueModel {
        servers,
        service: ServiceTime::Exponential,
        loads: vec![utilisation],
        rates: vec![1],
        outputs: QueueOutputs::ProbabilityAndWait,
    };
    Ok(TableRow {
        table: "",
        line: 0,
        inputs: fields.inputs(2),
        expected: vec![fields.table_value(2)?, fields.table_value(3)?],
        max_relative_error: max_relative_error(utilisation),
        model: RowModel::Queue(model),
    })
}

const PRIORITY: [&str; 4] =
    ["queue", "load_per_class", "priority_rate_per_class", "mean_wait_per_class_in_mean_services"];

fn accumulating_priority(fields: &Fields<'_>) -> Result<TableRow, String> {
    let (service, servers) = kind_of_queue(fields.text(0))?;
    let loads = fields.list(1, 1e-4, MAX_UTILISATION)?;
    let rates = fields.list(2, 0.0, 1e6)?;
    let waits: Vec<&str> = fields.text(3).split('|').map(str::trim).collect();
    let classes = loads.len();
    if classes == 0 || classes > MAX_CLASSES {
        return Err(format!("{} names {classes} classes; it may name 1 to {MAX_CLASSES}", fields.name(1)));
    }
    if rates.len() != classes || waits.len() != classes {
        let (rates, waits) = (rates.len(), waits.len());
        return Err(format!(
            "{classes} loads, {rates} rates and {waits} waits; give one of each to every class"
        ));
    }
    let utilisation: f64 = loads.iter().sum();
    if utilisation > MAX_UTILISATION {
        return Err(format!("the loads add up to {utilisation}; they may add up to {MAX_UTILISATION}"));
    }
    let values = waits.iter().enumerate().map(|(class, text)| {
        table_value(&format!("{} of class {}", fields.name(3), class + 1), fields.name(3), text)
    });
    Ok(TableRow {
        table: "",
        line: 0,
        inputs: fields.inputs(3),
        expected: values.collect::<Result<_, _>>()?,
        max_relative_error: max_relative_error(utilisation),
        model: RowModel::Queue(queue::QueueModel {
            servers,
            service,
            rates: whole_rates(&rates),
            loads,
            outputs: QueueOutputs::WaitByClass,
        }),
    })
}

fn kind_of_queue(text: &str) -> Result<(ServiceTime, usize), String> {
    let unknown =
        || format!("queue is «{}»; write M/M/c or M/D/c with the number of servers for c", shortened(text));
    let mut parts = text.split('/');
    let (Some("M"), Some(service), Some(servers), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(unknown());
    };
    let service = match service {
        "M" => ServiceTime::Exponential,
        "D" => ServiceTime::Fixed,
        _ => return Err(unknown()),
    };
    let servers: u16 = servers.parse().map_err(|_| unknown())?;
    if (1.0..=MAX_SERVERS).contains(&f64::from(servers)) {
        Ok((service, servers.into()))
    } else {
        Err(unknown())
    }
}

/// Rates as the whole numbers the office uses; only their proportion matters.
fn whole_rates(rates: &[f64]) -> Vec<i64> {
    let highest = rates.iter().copied().fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    #[expect(clippy::cast_possible_truncation, reason = "at most a million")]
    rates.iter().map(|rate| (rate / highest * RATE_STEPS).round() as i64).collect()
}

const GAP_DAY: [&str; 7] = [
    "slots_in_day",
    "walk_ins_per_day",
    "booked_no_show_probability",
    "gap_slots",
    "share_served_same_day",
    "mean_wait_slots_per_arrival",
    "unused_gaps",
];

fn gap_day(fields: &Fields<'_>) -> Result<TableRow, String> {
    #[expect(clippy::cast_precision_loss, reason = "a thousand slots")]
    let slots = fields.whole(0, 1.0, gap_day::GapDayModel::MAX_SLOTS as f64)?;
    let walk_ins = fields.number(1, 1e-3, MAX_WALK_INS)?;
    let no_show = fields.number(2, 0.0, 1.0)?;
    #[expect(clippy::cast_precision_loss, reason = "a thousand slots")]
    let listed = fields.list(3, 1.0, slots as f64)?;
    if listed.iter().any(|gap| gap.fract() != 0.0) {
        return Err(format!("gap_slots is «{}»; write whole numbers", shortened(fields.text(3))));
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and in bounds")]
    let mut gaps: Vec<usize> = listed.iter().map(|gap| *gap as usize).collect();
    gaps.sort_unstable();
    if gaps.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(format!("gap_slots is «{}»; name every slot once", shortened(fields.text(3))));
    }
    Ok(TableRow {
        table: "",
        line: 0,
        inputs: fields.inputs(4),
        expected: vec![fields.table_value(4)?, fields.table_value(5)?, fields.table_value(6)?],
        max_relative_error: 0.01,
        model: RowModel::GapDay(gap_day::GapDayModel { slots, walk_ins, no_show, gaps }),
    })
}

const SESSION: [&str; 5] = [
    "booked_per_slot",
    "no_show_probability",
    "mean_wait_per_show",
    "mean_tardiness",
    "mean_idle_in_session",
];

fn appointment_session(fields: &Fields<'_>) -> Result<TableRow, String> {
    let listed = fields.list(0, 0.0, f64::from(MAX_BOOKED))?;
    let no_show = fields.number(1, 0.0, 1.0)?;
    if listed.is_empty() || listed.len() > MAX_SESSION_SLOTS {
        return Err(format!(
            "booked_per_slot has {} slots; it may have 1 to {MAX_SESSION_SLOTS}",
            listed.len()
        ));
    }
    if listed.iter().any(|booked| booked.fract() != 0.0) {
        return Err(format!("booked_per_slot is «{}»; write whole numbers", shortened(fields.text(0))));
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and in bounds")]
    let booked: Vec<u32> = listed.iter().map(|booked| *booked as u32).collect();
    let all: u32 = booked.iter().sum();
    if all == 0 || all > MAX_BOOKED || no_show >= 1.0 {
        return Err(format!(
            "{all} are booked and {no_show} stay away; somebody has to come, {MAX_BOOKED} at most"
        ));
    }
    Ok(TableRow {
        table: "",
        line: 0,
        inputs: fields.inputs(2),
        expected: vec![fields.table_value(2)?, fields.table_value(3)?, fields.table_value(4)?],
        max_relative_error: 0.01,
        model: RowModel::Session(session::SessionModel { booked, no_show }),
    })
}
