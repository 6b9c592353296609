// SPDX-License-Identifier: MPL-2.0
//! The questions that setup asks at a terminal. What a flag has answered is not asked again.

use std::io::{self, BufRead, Read as _, Write};
use std::net::IpAddr;

use super::answers::{self, Answers};
use super::hours::{self, OpenHours};
use super::{Failure, SetupArgs};

/// How often one question is asked.
const TRIES: usize = 5;
/// No answer is longer.
const LONGEST_ANSWER: u64 = 1_000;

/// # Errors
/// When an answer stays wrong, or nobody answers any more.
pub fn ask(args: &SetupArgs) -> Result<Answers, Failure> {
    Interview { input: io::stdin().lock(), output: io::stdout().lock() }.answers(args)
}

struct Interview<R, W> {
    input: R,
    output: W,
}

impl<R: BufRead, W: Write> Interview<R, W> {
    fn answers(&mut self, args: &SetupArgs) -> Result<Answers, Failure> {
        let office = self.answer(
            args.office.as_deref(),
            "Short name of the office, for addresses (a-z, 0-9, - and _)",
            "",
            answers::office_id,
        )?;
        let name = self.answer(
            args.name.as_deref(),
            "Name of the office, as kiosk and board show it",
            "",
            answers::heading,
        )?;
        let hours = self.hours(&args.open)?;
        let desks = args.desks.map(|desks| desks.to_string());
        let desks = self.answer(desks.as_deref(), "How many desks", "2", answers::number_of_desks)?;
        let public_url = self.answer(
            args.public_url.as_deref(),
            "Address by which screens and phones reach the server, as https://mintur.example.dk (empty: this machine only)",
            "",
            answers::address,
        )?;
        let proxy = match args.proxy {
            None if public_url.is_some() => self.proxy()?,
            given => given,
        };
        Ok(Answers {
            folder: args.folder.clone(),
            data: args.data.clone(),
            office,
            name,
            hours,
            desks,
            time_zone: args.time_zone.clone(),
            public_url,
            proxy,
            listen: args.listen,
            beyond_loopback: args.beyond_loopback,
        })
    }

    fn hours(&mut self, given: &[String]) -> Result<Vec<OpenHours>, Failure> {
        if !given.is_empty() {
            return hours::parse(given).map_err(Failure::new);
        }
        let usual = "monday-wednesday 10:00-15:00, thursday 10:00-17:00, friday 10:00-13:00";
        self.answer(None, "OpenHours hours", usual, |text| hours::parse(&[text.to_owned()]))
    }

    fn proxy(&mut self) -> Result<Option<IpAddr>, Failure> {
        self.answer(
            None,
            "Address of the proxy in front of the server (- for none)",
            "127.0.0.1",
            answers::proxy,
        )
    }

    /// A flag's answer, or what is said at the terminal; an empty line takes what is proposed.
    fn answer<T>(
        &mut self,
        given: Option<&str>,
        question: &str,
        proposed: &str,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Result<T, Failure> {
        if let Some(given) = given {
            return parse(given).map_err(Failure::new);
        }
        for _ in 0..TRIES {
            let line = self.ask(question, proposed)?;
            match parse(if line.is_empty() { proposed } else { &line }) {
                Ok(answer) => return Ok(answer),
                Err(what) => self.tell(&format!("  {what}\n"))?,
            }
        }
        Err(Failure::new(format!("no answer could be used after {TRIES} tries; nothing was written")))
    }

    fn ask(&mut self, question: &str, proposed: &str) -> Result<String, Failure> {
        let proposal = if proposed.is_empty() { String::new() } else { format!(" [{proposed}]") };
        self.tell(&format!("{question}{proposal}: "))?;
        let mut line = String::new();
        let read = self.input.by_ref().take(LONGEST_ANSWER).read_line(&mut line);
        match read {
            Ok(0) | Err(_) => Err(Failure::new("nobody answers; nothing was written")),
            Ok(_) => Ok(line.trim().to_owned()),
        }
    }

    fn tell(&mut self, text: &str) -> Result<(), Failure> {
        let written = self.output.write_all(text.as_bytes()).and_then(|()| self.output.flush());
        written.map_err(|error| Failure::new(format!("cannot write to standard output ({error})")))
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Flags {
        #[command(flatten)]
        setup: SetupArgs,
    }

    fn interview(flags: &[&str], said: &str) -> (Result<Answers, Failure>, String) {
        let flags = Flags::parse_from([&["setup"], flags].concat());
        let mut interview = Interview { input: said.as_bytes(), output: Vec::new() };
        let answers = interview.answers(&flags.setup);
        (answers, String::from_utf8(interview.output).unwrap())
    }

    #[test]
    fn an_administrator_who_answers_is_asked_each_thing_once_and_corrected() {
        let said = "Midtby\nmidtby\nBorgerservice Midtby\n\n0\n3\nhttps://mintur.example.dk\n\n";
        let (answers, asked) = interview(&[], said);
        let answers = answers.unwrap();
        assert_eq!((answers.office.as_str(), answers.desks, answers.hours.len()), ("midtby", 3, 5));
        assert_eq!(answers.proxy, Some("127.0.0.1".parse().unwrap()));
        assert!(asked.contains("an id has 1 to 40") && asked.contains("from 1 to 64"), "{asked}");
    }

    #[test]
    fn what_a_flag_says_is_not_asked() {
        let flags = ["--office", "nord", "--name", "Nord", "--open", "monday 9-12", "--desks", "1"];
        let (answers, asked) = interview(&flags, "\n");
        assert_eq!(answers.unwrap().base(), "http://127.0.0.1:8080");
        assert_eq!(asked.matches(": ").count(), 2, "{asked}");
    }

    #[test]
    fn nobody_is_asked_for_ever() {
        assert!(interview(&[], "").0.is_err());
        assert!(interview(&[], &"Not An Id\n".repeat(50)).0.unwrap_err().to_string().contains("5 tries"));
    }
}
