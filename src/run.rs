//! One run over a workspace: what is new is read, what it changes is evaluated and
//! written, and all of it is entered into the ledger.
//!
//! Received files go into the archive before anything else is done with them. Outputs are
//! put into their places before the ledger's one transaction ends, so a run that was cut
//! short is done over by the next one, to the same bytes. One period is read, evaluated,
//! written and let go after the other, so that a run takes no more memory the more periods
//! there are.

mod news;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::rc::Rc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

pub use news::{Asked, Brief, Done, Listener, News, PeriodDone};

use crate::cache::{CODE, Cache};
use crate::compare;
use crate::error::Error;
use crate::holdings::{Holdings, SHARED as SHARED_PERIOD, Submission};
use crate::last::{Last, Placed};
use crate::ledger::Ledger;
use crate::ledger::archive::{Archive, Issue, Journal};
use crate::model::{Evaluation, Snapshot};
use crate::parallel;
use crate::pipeline::{self, Editions, Readers, Workspace};
use crate::reconcile::{SHARED, Submitted, corrections, reconcile};
use crate::seen::Seen;
use crate::shards;
use crate::write::place::{Held, put};
use crate::write::run_record::RunRecord;

/// A workspace opened to run in: its archive, cache and what has been received.
#[derive(Debug)]
pub struct Job<'a> {
    workspace: &'a Workspace,
    readers: &'a Readers,
    archive: Archive,
    journal: Journal,
    cache: Cache,
    seen: Seen,
    holdings: Holdings,
    /// Shards that take the place of what was received.
    from: Option<PathBuf>,
    /// The editions to write.
    editions: Editions,
}

/// Collates: reads what is new and writes what it changes.
///
/// # Errors
/// Where the workspace cannot be read or the outputs not be written.
pub fn collate(
    workspace: &Workspace,
    readers: &Readers,
    asked: &Asked,
    on: &mut Listener,
) -> Result<Done, Error> {
    let last = Last::load(&workspace.output());
    // The ledger is large, and reading all of it takes as long as all else that is looked at.
    let (sound, job) =
        parallel::both(|| last.ledger_is_sound(workspace), || Job::open(workspace, readers, asked));
    let mut job = job?;
    let wanted = job.wanted(&asked.periods)?;
    let stamps: BTreeMap<String, String> =
        job.holdings.periods.keys().map(|period| (period.clone(), job.stamp(period, asked.as_of))).collect();
    let is_good = |period: &String| last.is_good(workspace, period, stamps.get(period), &job.seen);
    let good = parallel::each(&wanted, is_good);
    // A ledger that is made anew needs to be told everything again.
    let anew = asked.from.is_some() || !sound;
    let stale = wanted.iter().zip(good).filter(|(_, good)| anew || !good);
    let stale: Vec<String> = stale.map(|(period, _)| period.clone()).collect();
    let mut done =
        Done { periods: wanted.iter().map(|period| job.left(period)).collect(), ..Done::default() };
    if stale.is_empty() && sound && asked.from.is_none() {
        job.remember_outputs(&last, &wanted);
        return Ok(done);
    }
    let known = !job.journal.events.is_empty();
    job.holdings.keep(&job.archive)?;
    job.holdings.arrivals.iter().for_each(|event| job.journal.add(event.clone()));
    let (mut ledger, said) = Ledger::open(&workspace.output(), &job.archive, &job.journal, sound)?;
    done.said.extend(said.into_iter().filter(|_| known));
    if job.journal.unread > 0 {
        done.said.push(format!(
            "{} lines of the archive's journal cannot be read; what they told is lost.",
            job.journal.unread
        ));
    }
    let mut placed = last;
    let mut recording = ledger.begin(asked.now)?;
    job.evaluate_each(&stale, asked.as_of, &mut |step| {
        let (evaluation, snapshot) = match step {
            Step::Reading(period) => return on(News::Reading(period)),
            Step::Made(evaluation, snapshot) => (evaluation, snapshot),
        };
        let period = &evaluation.wave.period.id;
        let brief = Brief::of(&evaluation.wave);
        let started = (asked.now, brief.exit_status());
        let (outputs, recorded) = parallel::beside(
            || job.write(evaluation, started, &mut done.held),
            || recording.period(&evaluation.wave, snapshot),
        );
        let stamp = stamps.get(period).cloned().unwrap_or_default();
        placed.periods.insert(period.clone(), Placed { stamp, outputs: outputs? });
        recorded?;
        if let Some(own) = done.periods.iter_mut().find(|own| own.period == *period) {
            own.written = Some(brief);
        }
        on(News::Written(evaluation, &job.workbook(period)))
    })?;
    let code = if done.rejected() { 3 } else { 0 };
    done.run = Some(recording.end(Timestamp::now().max(asked.now), code)?);
    ledger.close();
    job.finish(placed, stale.len() == job.holdings.periods.len() && asked.from.is_none())?;
    Ok(done)
}

/// The evaluation of a period as the next run would have it; nothing is written.
///
/// # Errors
/// Where there is no such period, or its files cannot be read.
pub fn evaluation(
    workspace: &Workspace,
    readers: &Readers,
    period: &str,
    now: Timestamp,
) -> Result<Evaluation, Error> {
    let asked = Asked { periods: Vec::new(), as_of: None, from: None, editions: Editions::BOTH, now };
    let job = Job::open(workspace, readers, &asked)?;
    let wanted = job.wanted(&[period.to_owned()])?;
    let mut found = None;
    job.evaluate_each(&wanted, None, &mut |step| {
        if let Step::Made(evaluation, _) = step {
            found = Some(evaluation.clone());
        }
        Ok(())
    })?;
    found.ok_or_else(|| Error::Missing(format!("There is no {period}.")))
}

/// The periods that there is anything of, in order.
///
/// # Errors
/// Where there is none.
pub fn periods(workspace: &Workspace, now: Timestamp) -> Result<Vec<String>, Error> {
    let journal = Archive::new(&workspace.output()).journal()?;
    let mut seen = Cache::new(&workspace.output(), &workspace.reference.digest).seen();
    Ok(Holdings::look(workspace, &journal, &mut seen, now)?.periods.into_keys().collect())
}

impl<'a> Job<'a> {
    /// Looks what there is in a workspace.
    fn open(workspace: &'a Workspace, readers: &'a Readers, asked: &Asked) -> Result<Self, Error> {
        let output = workspace.output();
        let archive = Archive::new(&output);
        let journal = archive.journal()?;
        let cache = Cache::new(&output, &workspace.reference.digest);
        let mut seen = cache.seen();
        let from = asked.from.clone();
        let holdings = match from {
            None => Holdings::look(workspace, &journal, &mut seen, asked.now)?,
            Some(_) => Holdings::default(),
        };
        let editions = asked.editions;
        Ok(Self { workspace, readers, archive, journal, cache, seen, holdings, from, editions })
    }

    /// All periods, in order.
    fn all(&self) -> Result<Vec<String>, Error> {
        match &self.from {
            None => Ok(self.holdings.periods.keys().cloned().collect()),
            Some(folder) => shards::periods(folder),
        }
    }

    /// What was received of a period, and what it was read as.
    fn submitted(&self, period: &str) -> Result<Vec<Submitted>, Error> {
        if let Some(folder) = &self.from {
            let readings = shards::load(folder, period)?;
            return Ok(readings.into_iter().map(|(name, one)| Submitted::at_once(name, one)).collect());
        }
        let read = |submissions: &[Submission], period: &str| {
            pipeline::examine_submissions(submissions, period, self.workspace, self.readers, &self.cache)
        };
        let mut submitted = read(self.holdings.periods.get(period).map_or(&[][..], Vec::as_slice), period)?;
        // What lies in `input/` itself is for all periods, if it is a sheet filled in.
        let newest = self.holdings.periods.keys().next_back().is_some_and(|newest| newest == period);
        let shared = read(&self.holdings.shared, SHARED_PERIOD)?;
        let shared = shared.into_iter().map(|one| Submitted { name: format!("{SHARED}{}", one.name), ..one });
        submitted.extend(shared.filter_map(|one| match one.examined.filled_in {
            Some(_) => Some(one),
            // A return that lies there is said once, in the newest period.
            None => newest.then(|| one.without_period(period)).flatten(),
        }));
        let corrected = self.corrected(period, &submitted);
        for again in read(&corrected, period)? {
            if let Some(one) = submitted.iter_mut().find(|one| one.name == again.name) {
                *one = again;
            }
        }
        Ok(submitted)
    }

    /// The files of a period in which their councils corrected something, with that.
    fn corrected(&self, period: &str, submitted: &[Submitted]) -> Vec<Submission> {
        let mut corrections = corrections(submitted);
        let own = self.holdings.periods.get(period).into_iter().flatten();
        own.filter_map(|one| Some(Submission { corrections: corrections.remove(&one.name)?, ..one.clone() }))
            .collect()
    }

    /// The periods asked for, in order.
    fn wanted(&self, asked: &[String]) -> Result<Vec<String>, Error> {
        let all = self.all()?;
        if let Some(unknown) = asked.iter().find(|period| !all.contains(period)) {
            return Err(Error::Missing(format!(
                "There is no period {unknown}. Periods there: {}.",
                all.join(", ")
            )));
        }
        if asked.is_empty() {
            return Ok(all);
        }
        Ok(all.into_iter().filter(|period| asked.contains(period)).collect())
    }

    /// The digest of everything that a period's outputs hang on.
    fn stamp(&self, period: &str, as_of: Option<Date>) -> String {
        let mut hasher = blake3::Hasher::new();
        let mut add = |text: &str| {
            hasher.update(text.as_bytes()).update(b"\0");
        };
        add(env!("CARGO_PKG_VERSION"));
        add(CODE);
        add(&self.workspace.reference.digest);
        add(&format!("{:?} {as_of:?} {:?}", self.workspace.settings, self.editions));
        let files = |of: &str, files: &[Submission], add: &mut dyn FnMut(&str)| {
            add(of);
            for one in files {
                let why = one.refused.as_ref().map_or("", |why| why.reason.as_str());
                add(&format!("{}\n{}\n{}\n{why}", one.name, one.blake3, one.here));
            }
        };
        files("", &self.holdings.shared, &mut add);
        let all: Vec<String> = self.holdings.periods.keys().cloned().collect();
        for of in basis(&all, period) {
            files(of, self.holdings.periods.get(of).map_or(&[][..], Vec::as_slice), &mut add);
        }
        add(self.journal.last_issue(period).map_or("", |issue| issue.snapshot.as_str()));
        hasher.finalize().to_hex().to_string()
    }

    /// Evaluates periods in order, one let go before the next but for what it is held
    /// against.
    fn evaluate_each(
        &self,
        wanted: &[String],
        as_of: Option<Date>,
        on: &mut dyn FnMut(Step) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let all = self.all()?;
        let needed: BTreeSet<&str> = wanted.iter().flat_map(|period| basis(&all, period)).collect();
        let mut first = None;
        let mut before: Option<Rc<Evaluation>> = None;
        for period in needed {
            on(Step::Reading(period))?;
            let submitted = self.submitted(period)?;
            let settings = self.workspace.settings.period(period);
            let last = before.as_ref().map(|before| &before.wave);
            let wave = reconcile(settings, submitted, &self.workspace.reference, last);
            let is_wanted = wanted.iter().any(|wanted| wanted == period);
            let mut evaluation = if is_wanted {
                pipeline::evaluate(self.workspace, wave, as_of)?
            } else {
                pipeline::evaluate_to_compare(self.workspace, wave)?
            };
            if is_wanted {
                let snapshot = self.hold_against_issue(&mut evaluation);
                let others = before.iter().chain(
                    first.iter().filter(|first| !before.iter().any(|before| Rc::ptr_eq(before, first))),
                );
                let councils = &self.workspace.reference.councils;
                evaluation.history.follow_up = others
                    .map(|then| compare::follow_up(&evaluation, then, |code| councils.by_code(code)))
                    .collect();
                on(Step::Made(&evaluation, &snapshot))?;
            }
            let evaluation = Rc::new(compare::kept(evaluation));
            first.get_or_insert_with(|| Rc::clone(&evaluation));
            before = Some(evaluation);
        }
        Ok(())
    }

    /// Marks what differs from the workbook issued last, and what may yet come to differ;
    /// gives what the period says now.
    fn hold_against_issue(&self, evaluation: &mut Evaluation) -> Snapshot {
        let issue = self.journal.last_issue(&evaluation.wave.period.id);
        let issue = issue.and_then(|issue| Some((issue, issued(&self.archive, issue)?)));
        if let Some((_, issued)) = &issue {
            compare::mark_revised(&mut evaluation.measures, issued);
        }
        if !evaluation.wave.outstanding().is_empty() {
            compare::mark_provisional(&mut evaluation.measures);
        }
        let snapshot = compare::snapshot(&evaluation.wave, &evaluation.measures);
        if let Some((issue, issued)) = &issue {
            evaluation.history.issued_on = Some(issue.at.to_zoned(TimeZone::UTC).date());
            evaluation.history.changes = compare::changes(issued, &snapshot);
        }
        snapshot
    }

    /// Writes a period's outputs; gives the digest of each.
    fn write(
        &self,
        evaluation: &Evaluation,
        (started, exit_status): (Timestamp, u8),
        held: &mut Vec<Held>,
    ) -> Result<BTreeMap<String, String>, Error> {
        let folder = self.folder(&evaluation.wave.period.id);
        let mut outputs = pipeline::outputs(self.workspace, evaluation, self.editions)?;
        outputs.push(("decisions.xlsx".to_owned(), pipeline::decisions(evaluation)?));
        let record = RunRecord::new(&evaluation.wave, started, Timestamp::now().max(started), exit_status);
        outputs.push(("run.json".to_owned(), record.json()?));
        held.extend(put(&folder, &outputs)?);
        let digest = |bytes: &[u8]| blake3::hash(bytes).to_hex().to_string();
        Ok(outputs.iter().map(|(name, bytes)| (name.clone(), digest(bytes))).collect())
    }

    fn folder(&self, period: &str) -> PathBuf {
        self.workspace.output().join(period)
    }

    fn left(&self, period: &str) -> PeriodDone {
        PeriodDone { period: period.to_owned(), written: None, workbook: self.workbook(period) }
    }

    fn workbook(&self, period: &str) -> PathBuf {
        let public = if self.editions.working { "" } else { "-public" };
        self.folder(period).join(format!("evaluation-{period}{public}.xlsx"))
    }

    /// Learns outputs that were read to see that they are whole.
    fn remember_outputs(&mut self, last: &Last, periods: &[String]) {
        let ledger = Ledger::path(&self.workspace.output());
        let names = periods.iter().flat_map(|period| {
            let folder = self.folder(period);
            last.periods.get(period).into_iter().flat_map(move |placed| {
                let folder = folder.clone();
                placed.outputs.keys().map(move |name| folder.join(name))
            })
        });
        let paths: Vec<PathBuf> = names.chain([ledger]).collect();
        let known = self.seen.clone();
        for path in paths {
            if let Ok(mark) = known.digest_own(&path) {
                self.seen.remember(&path, mark);
            }
        }
        if self.seen != known {
            self.cache.put_seen(&self.seen);
        }
    }

    /// Keeps what the next run can make use of.
    fn finish(&mut self, mut placed: Last, all: bool) -> Result<(), Error> {
        let ledger = Ledger::path(&self.workspace.output());
        let (digest, gone) = parallel::both(|| self.seen.digest_own(&ledger), || self.seen.gone());
        placed.ledger = digest.map(|mark| mark.blake3().to_owned()).unwrap_or_default();
        placed.save(&self.workspace.output());
        self.seen.forget(&gone);
        self.cache.put_seen(&self.seen);
        if all { self.cache.sweep() } else { Ok(()) }
    }
}

/// What goes on while periods are evaluated.
enum Step<'a> {
    /// A period's returns are being read.
    Reading(&'a str),
    /// A period that was asked for is evaluated.
    Made(&'a Evaluation, &'a Snapshot),
}

/// The periods that a period's outputs hang on: the first, the one before, and itself.
fn basis<'a>(all: &'a [String], period: &str) -> BTreeSet<&'a str> {
    let upto = all.iter().filter(|one| one.as_str() <= period).map(String::as_str);
    upto.clone().take(1).chain(upto.rev().take(2)).collect()
}

/// What was issued, where the archive has it whole.
#[must_use]
pub fn issued(archive: &Archive, issue: &Issue) -> Option<Snapshot> {
    serde_json::from_slice(&archive.read(&issue.snapshot)?).ok()
}
