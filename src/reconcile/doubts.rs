//! What of a return a person must rule on: its findings that leave a reading in doubt,
//! with the place they are about, and how a ruling changes that.

use crate::model::ruling::AS_READ;
use crate::model::{
    Activity, Band, CellRef, Code, Correction, CostBasis, Doubt, Figure, Finding, Interval, Matter, Posts,
    Practice, Reported, Return, RuledRow, RulingKey, reading,
};
use crate::reference::Question;

/// The doubt that a finding raises, where it is one to be ruled on.
/// `question` is the one that it asks about, where that is one on practices.
pub(super) fn doubt(one: &Return, finding: &Finding, question: Option<&Question>) -> Option<Doubt> {
    let target = target(one, finding)?;
    let (mut about, suggestion) = target.words();
    if let (Target::Answer(_), Some(question)) = (&target, question) {
        about = format!("Answer on {}", question.title);
    }
    let mut choices: Vec<String> = match target {
        Target::Band(_) => Band::ALL.iter().map(|band| band.title().to_owned()).collect(),
        Target::Answer(_) => question
            .map_or_else(Vec::new, Question::codes)
            .iter()
            .map(|code| code.replace('_', " "))
            .collect(),
        Target::Posts(_) | Target::Qualified(_) | Target::Cost(_) => vec![NOT_KNOWN.to_owned()],
    };
    choices.push(AS_READ.to_owned());
    Some(Doubt {
        key: target.key(one),
        code: finding.code,
        council: one.council.clone(),
        about,
        message: finding.message.clone(),
        found: target.text(),
        place: [&finding.file, &finding.sheet, &finding.cell].map(|part| part.clone().unwrap_or_default()),
        suggestion,
        choices,
    })
}

/// The place of a return that a ruling is about.
enum Target<'a> {
    Band(&'a Posts),
    Posts(&'a Posts),
    Qualified(&'a Posts),
    Answer(&'a Practice),
    Cost(&'a Activity),
}

fn target<'a>(one: &'a Return, finding: &Finding) -> Option<Target<'a>> {
    let is_here = |at: Option<&CellRef>| {
        let own = |at: &CellRef| {
            finding.file.as_deref() == Some(&*at.file) || one.corrections.iter().any(|made| made.by == *at)
        };
        at.is_some_and(|at| own(at) && one.is_about(finding, at))
    };
    let figure =
        |of: fn(&Posts) -> &Figure| one.posts.iter().find(|posts| is_here(of(posts).source.as_ref()));
    match finding.code {
        Code::TitleAgainstTier | Code::TierBelowTeamLeaders => {
            let titled = |posts: &&Posts| posts.titles.join("; ") == finding.found;
            one.posts.iter().find(titled).map(Target::Band)
        }
        Code::HeadcountUnreadable
        | Code::HeadcountPartial
        | Code::HeadcountFte
        | Code::NumberNotWhole
        | Code::NumberAsDate
        | Code::TitlesNotPosts => figure(|posts| &posts.headcount).map(Target::Posts),
        Code::QualifiedOverPosts
        | Code::CertificatesOverPosts
        | Code::QualifiedUnreadable
        | Code::QualifiedShare => figure(|posts| &posts.qualified).map(Target::Qualified),
        Code::AnswerUnclear | Code::AnswerOtherQuestion => {
            one.practices.iter().find(|practice| is_here(practice.source.as_ref())).map(Target::Answer)
        }
        Code::CostUnreadable | Code::CostNotTotalled | Code::CostTwice | Code::CostWithVat => {
            one.training.iter().find(|activity| is_here(Some(&activity.source))).map(Target::Cost)
        }
        _ => None,
    }
}

impl Target<'_> {
    fn matter(&self) -> Matter {
        match self {
            Self::Band(_) => Matter::Band,
            Self::Posts(_) => Matter::Posts,
            Self::Qualified(_) => Matter::Qualified,
            Self::Answer(_) => Matter::Answer,
            Self::Cost(_) => Matter::Cost,
        }
    }

    fn key(&self, one: &Return) -> RulingKey {
        let subject = match self {
            Self::Band(posts) | Self::Posts(posts) | Self::Qualified(posts) => tier(posts),
            Self::Answer(practice) => practice.question.clone(),
            Self::Cost(activity) => cost_subject(activity),
        };
        RulingKey::of(self.matter(), &one.council, &subject, &self.text())
    }

    /// The text that is ruled on.
    fn text(&self) -> String {
        match self {
            Self::Band(posts) => posts.titles.join("; "),
            Self::Posts(posts) => posts.headcount.text.clone(),
            Self::Qualified(posts) => posts.qualified.text.clone(),
            Self::Answer(practice) => practice.text.clone(),
            Self::Cost(activity) => activity.cost_text.clone(),
        }
    }

    /// What it is about, and what it was read as.
    fn words(&self) -> (String, String) {
        match self {
            Self::Band(posts) => (format!("Band of {}", tier(posts)), posts.band.title().to_owned()),
            Self::Posts(posts) => (format!("Posts of {}", tier(posts)), counted(&posts.headcount)),
            Self::Qualified(posts) => {
                (format!("People qualified of {}", tier(posts)), counted(&posts.qualified))
            }
            Self::Answer(practice) => {
                (format!("Answer on {}", practice.question), practice.answer.replace('_', " "))
            }
            Self::Cost(activity) => {
                let cost = activity.cost.given();
                let read = cost.map_or_else(
                    || NOT_KNOWN.to_owned(),
                    |pence| reading(pence.lower, pence.upper, "\u{a3}"),
                );
                (format!("Cost of {}", cost_subject(activity)), read)
            }
        }
    }
}

/// What is ruled where nobody knows.
const NOT_KNOWN: &str = "Not known";

fn tier(posts: &Posts) -> String {
    format!("tier {}", posts.tier)
}

fn cost_subject(activity: &Activity) -> String {
    let name = activity.activity.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}: {name}", activity.delivery.code())
}

fn counted(figure: &Figure) -> String {
    let read = figure.interval();
    read.map_or_else(|| NOT_KNOWN.to_owned(), |figure| reading(figure.lower * 100, figure.upper * 100, ""))
}

/// Applies a ruling; says what it should have been where it cannot be read.
pub(super) fn apply(
    one: &mut Return,
    key: &RulingKey,
    row: &RuledRow,
    codes: &[String],
) -> Result<(), String> {
    let said = row.ruling.trim();
    if said.eq_ignore_ascii_case(AS_READ) {
        return Ok(());
    }
    let subject = &key.subject;
    match key.matter {
        Matter::Band => {
            let wanted = |band: &Band| said.eq_ignore_ascii_case(band.title()) || said == band.code();
            let band = Band::ALL.into_iter().find(wanted).ok_or("one of the four bands")?;
            for posts in one.posts.iter_mut().filter(|posts| tier(posts) == *subject) {
                posts.band = band;
                "decision".clone_into(&mut posts.band_basis);
                let number = posts.tier;
                one.qualifications
                    .iter_mut()
                    .filter(|row| row.tier == number)
                    .for_each(|row| row.band = band);
            }
        }
        Matter::Answer => {
            let code = said.to_lowercase().replace(' ', "_");
            if !codes.contains(&code) {
                return Err(format!("one of {}", codes.join(", ").replace('_', " ")));
            }
            for practice in one.practices.iter_mut().filter(|practice| practice.question == *subject) {
                practice.answer.clone_from(&code);
                practice.evidence = row.basis();
            }
        }
        Matter::Posts | Matter::Qualified => {
            let figure = count(said).ok_or("a whole number, such as 12 or 10-12, or Not known")?;
            for posts in one.posts.iter_mut().filter(|posts| tier(posts) == *subject) {
                let of =
                    if key.matter == Matter::Posts { &mut posts.headcount } else { &mut posts.qualified };
                of.reported = figure.clone();
                if let (Some(posts_stated), Some(people)) =
                    (posts.headcount.interval(), posts.qualified.interval())
                {
                    posts.qualified_in_ratio = people.lower <= posts_stated.upper;
                }
            }
        }
        Matter::Cost => {
            let cost = pence(said).ok_or("an amount in pounds, such as 1200 or 800-1000, or Not known")?;
            let own = one
                .training
                .iter_mut()
                .filter(|activity| cost_subject(activity).replace('|', "/") == *subject);
            for activity in own {
                activity.cost_basis = match &cost {
                    Reported::Given(Interval { upper: 0, .. }) => CostBasis::Free,
                    Reported::Given(_) => CostBasis::Total,
                    _ => CostBasis::NotAvailable,
                };
                activity.cost = cost.clone();
            }
        }
        Matter::Return => {}
    }
    Ok(())
}

/// Puts a council's corrected value in the place of a figure that was read from several
/// cells; tells whether there is such a figure and the value can be one.
pub(super) fn correct(one: &mut Return, finding: &Finding, correction: &Correction) -> bool {
    let Some(key) = target(one, finding).map(|target| target.key(one)) else { return false };
    let row = RuledRow {
        key: key.clone(),
        ruling: correction.text.clone(),
        by: one.council.name.to_string(),
        on: String::new(),
        why: String::new(),
        sheet: correction.by.sheet.to_string(),
        cell: correction.by.address(),
    };
    if !matches!(key.matter, Matter::Posts | Matter::Qualified) || apply(one, &key, &row, &[]).is_err() {
        return false;
    }
    for posts in one.posts.iter_mut().filter(|posts| tier(posts) == key.subject) {
        let of = if key.matter == Matter::Posts { &mut posts.headcount } else { &mut posts.qualified };
        of.source = Some(correction.by.clone());
        of.text.clone_from(&correction.text);
    }
    true
}

/// A number of posts or people as it was ruled.
fn count(said: &str) -> Option<Reported<Interval>> {
    let whole = |hundredths: i64| (hundredths % 100 == 0).then_some(hundredths / 100);
    match pence(said)? {
        Reported::Given(range) => Some(Reported::Given(Interval {
            lower: whole(range.lower)?,
            upper: whole(range.upper)?,
            estimated: false,
        })),
        silent => Some(silent),
    }
}

/// An amount in hundredths as it was ruled: `1,200`, `£800 to £1,000`, `Not known`.
fn pence(said: &str) -> Option<Reported<Interval>> {
    if said.eq_ignore_ascii_case(NOT_KNOWN) {
        return Some(Reported::NotAvailable);
    }
    let plain: String = said.chars().filter(|c| !matches!(c, '\u{a3}' | ',') && !c.is_whitespace()).collect();
    let ends = plain.replace("to", "-").replace('\u{2013}', "-");
    let (lower, upper) = ends.split_once('-').unwrap_or((&ends, &ends));
    let (lower, upper) = (hundredths(lower)?, hundredths(upper)?);
    (lower <= upper).then_some(Reported::Given(Interval { lower, upper, estimated: false }))
}

fn hundredths(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    Some(whole.parse::<i64>().ok()? * 100 + format!("{part:0<2}").parse::<i64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rulings_are_read_as_people_write_them() {
        let given = |lower, upper| Some(Reported::Given(Interval { lower, upper, estimated: false }));
        for (said, amount) in [
            ("1200", given(120_000, 120_000)),
            ("\u{a3}1,200.50", given(120_050, 120_050)),
            ("800 - 1,000", given(80_000, 100_000)),
            ("\u{a3}800 to \u{a3}1000", given(80_000, 100_000)),
            ("not known", Some(Reported::NotAvailable)),
            ("lots", None),
            ("1000-800", None),
            ("", None),
        ] {
            assert_eq!(pence(said), amount, "{said}");
        }
        assert_eq!(count("12"), given(12, 12));
        assert_eq!(count("12.5"), None);
    }
}
