//! The register of councils, and whose name a text gives.
//!
//! A text names a council when it holds one of its names, or within the partnership
//! its initials, and nothing else but words that go with a return (`questionnaire`,
//! `final`, a year). `Melton Road` and `Leicestershire Police` name none.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use serde::Deserialize;

use super::spellings::{
    End, company_cut, ends, expand, initials_of, is_company, is_kind, split_humps, with_kinds_whole,
    without_kinds, written_out,
};
use super::words::{is_one_letter_off, words};
use crate::error::Error;
use crate::model::{Council, CouncilId};

/// How sure a name is, from the surest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// One of its names.
    Name,
    /// Its initials, within the partnership.
    Initials,
    /// One of its names with its kind, among words that do not go with a name: `We visited Test
    /// Valley BC`.
    Within,
    /// A name with one letter wrong.
    NearName,
}

/// A council that a text names.
#[derive(Debug, Clone, Copy)]
pub struct Match<'a> {
    /// Which.
    pub council: &'a Council,
    /// How surely.
    pub strength: Strength,
}

/// The register, indexed by what texts may hold.
#[derive(Debug, Clone)]
pub struct Councils {
    all: Vec<Council>,
    partnership: Vec<usize>,
    /// Names as plain words, with and without words for the kind of council.
    names: BTreeMap<Vec<String>, BTreeSet<usize>>,
    initials: BTreeMap<String, BTreeSet<usize>>,
    /// The initials of every council, made when they are first asked for.
    all_initials: OnceLock<BTreeMap<String, BTreeSet<usize>>>,
    /// Each council's names without words for its kind, by its first letters and by its last.
    bare_names: HashMap<End, Vec<(String, usize)>>,
    longest: usize,
}

#[derive(Deserialize)]
struct Row {
    code: String,
    name: String,
    official_name: String,
    other_names: String,
    started: Option<Date>,
    ended: Option<Date>,
    #[serde(rename = "type")]
    _kind: String,
    #[serde(rename = "replaced_by")]
    _replaced_by: String,
}

impl Councils {
    /// Reads the register; `partnership` are the ONS codes expected, in order.
    ///
    /// # Errors
    /// Names the line of a row that cannot be read, or a code that the register lacks.
    pub fn parse(text: &str, partnership: &[String]) -> Result<Self, Error> {
        let fault = |message: String| Error::Reference { file: "councils.csv".to_owned(), message };
        let mut all = Vec::new();
        for (place, row) in csv::Reader::from_reader(text.as_bytes()).deserialize().enumerate() {
            let row: Row = row.map_err(|error| fault(format!("line {}: {error}", place + 2)))?;
            all.push(Council {
                id: CouncilId { code: Arc::from(row.code.as_str()), name: Arc::from(row.name.as_str()) },
                official_name: row.official_name,
                other_names: row.other_names.split(';').map(str::trim).map(str::to_owned).collect(),
                started: row.started,
                ended: row.ended,
            });
        }
        let mut members = Vec::new();
        for code in partnership {
            let place = all.iter().position(|council| *council.id.code == **code);
            members.push(place.ok_or_else(|| Error::UnknownCouncil(code.clone()))?);
        }
        Ok(Self::indexed(all, members))
    }

    fn indexed(all: Vec<Council>, partnership: Vec<usize>) -> Self {
        let mut names: BTreeMap<Vec<String>, BTreeSet<usize>> = BTreeMap::new();
        for (place, council) in all.iter().enumerate() {
            let spellings = [&*council.id.name, &council.official_name];
            for spelling in spellings.into_iter().chain(council.other_names.iter().map(String::as_str)) {
                let full = words(spelling);
                for form in [without_kinds(&full), full] {
                    // `City of` alone names nobody; `City of London` does.
                    let telling = form.iter().any(|word| !is_kind(word)) || form.len() > 2;
                    if telling && form.iter().any(|word| word.len() > 2) {
                        names.entry(form).or_default().insert(place);
                    }
                }
            }
        }
        let initials = initials(&all, &partnership);
        let longest = names.keys().map(Vec::len).max().unwrap_or(0);
        let mut bare_names: HashMap<End, Vec<(String, usize)>> = HashMap::new();
        for (place, council) in all.iter().enumerate() {
            let bare = |name: &str| without_kinds(&words(name)).join(" ");
            // `Newcastle`, as one is called too, is the beginning of another's.
            let other = council.other_names.iter().map(|name| bare(name)).filter(|name| name.contains(' '));
            let spelt: BTreeSet<String> = other.chain([bare(&council.id.name)]).collect();
            for name in spelt {
                for end in ends(&name) {
                    bare_names.entry(end).or_default().push((name.clone(), place));
                }
            }
        }
        Self { all, partnership, names, initials, all_initials: OnceLock::new(), bare_names, longest }
    }

    /// Every council of the register, in its order.
    #[must_use]
    pub fn all(&self) -> &[Council] {
        &self.all
    }

    /// The councils of the partnership, in its order.
    #[must_use]
    pub fn partnership(&self) -> Vec<&Council> {
        self.partnership.iter().filter_map(|place| self.all.get(*place)).collect()
    }

    /// The council with this ONS code.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<&Council> {
        self.all.iter().find(|council| *council.id.code == *code)
    }

    /// Whether the council is one of the partnership; everybody is where nobody is named.
    #[must_use]
    pub fn is_member(&self, council: &Council) -> bool {
        self.partnership.is_empty()
            || self.partnership.iter().any(|place| self.all.get(*place).is_some_and(|c| c.id == council.id))
    }

    /// The councils that a label's value, a title, a sheet's or a file's name gives:
    /// none where it gives no council's name, several where it is not clear which.
    #[must_use]
    pub fn named_by(&self, text: &str) -> Vec<Match<'_>> {
        let text = text.split(['\n', '\t']).map(str::trim).find(|line| !line.is_empty()).unwrap_or("");
        let told = with_kinds_whole(expand(&words(&split_humps(&written_out(text)))));
        if told.is_empty() || told.len() > 24 {
            return Vec::new();
        }
        if names_many(&told) {
            // `South Hams District Council: response to the Improvement Partnership`
            let own = |part: &&str| {
                let told = words(part);
                !names_many(&told) && told.iter().any(|word| is_kind(word))
            };
            let mut parts = text.split([':', '\u{2013}', '(', ',']).flat_map(|part| part.split(" - "));
            return parts.find(own).map_or_else(Vec::new, |part| self.named_by(part));
        }
        let (found, strength) = self.windows(&told);
        // `St` goes with dates, but begins a name where a word follows.
        let begins = |place: usize| {
            told.get(place).is_some_and(|word| word == "st")
                && told.get(place + 1).is_some_and(|next| next.chars().all(char::is_alphabetic))
        };
        let kept = |(place, word): &(usize, &String)| begins(*place) || !is_company(word);
        let bare: Vec<String> = told.iter().enumerate().filter(kept).map(|(_, word)| word.clone()).collect();
        // A word that goes with returns may stand within a name (`Stratford on Avon`), and a
        // letter that slipped may look like the beginning of a word (`West oNrfolk`).
        let of_kind = told.iter().any(|word| is_kind(word));
        let near = || {
            let unsplit = words(text);
            let mut tried: Vec<String> = Vec::new();
            [&bare, company_cut(&told), &told, company_cut(&unsplit)]
                .into_iter()
                .find_map(|told| {
                    let name = without_kinds(told).join(" ");
                    let again = tried.contains(&name);
                    let near = if again { Vec::new() } else { self.near(&name, of_kind) };
                    tried.push(name);
                    (!near.is_empty()).then_some(near)
                })
                .unwrap_or_default()
        };
        if !found.is_empty() {
            // `Norht Norfolk District Council` is North Norfolk, and not Norfolk; in `Rhondda Cyeon
            // Taff` two words alone are a name.
            let longer = near();
            let same = longer.iter().any(|one| found.iter().any(|own| own.council.id == one.council.id));
            return if !longer.is_empty() && (!same || strength.is_none()) {
                longer
            } else {
                let told = |strength| found.into_iter().map(|one| Match { strength, ..one }).collect();
                strength.map_or_else(Vec::new, told)
            };
        }
        let by_initials = if parts_letters(text) { Vec::new() } else { self.by_initials(&bare) };
        if by_initials.is_empty() { near() } else { by_initials }
    }

    /// Names standing in the words, longest first, and how surely the text gives them: all that
    /// remains is company, or a name is followed by its kind, as in `Blaby District Council`.
    fn windows(&self, told: &[String]) -> (Vec<Match<'_>>, Option<Strength>) {
        let mut free = vec![true; told.len()];
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut with_kind = false;
        for length in (1..=self.longest.min(told.len())).rev() {
            for start in 0..=told.len() - length {
                let Some(window) = told.get(start..start + length) else { continue };
                if free.get(start..start + length).is_none_or(|part| part.contains(&false)) {
                    continue;
                }
                let Some(places) = self.names.get(window) else { continue };
                let next_is_kind = told.get(start + length).is_some_and(|word| is_kind(word));
                with_kind |= next_is_kind || window.last().is_some_and(|word| word == "council");
                groups.push(self.fittest(places, told));
                for place in free.iter_mut().skip(start).take(length) {
                    *place = false;
                }
            }
        }
        let rest_is_company =
            told.iter().zip(&free).enumerate().filter(|(_, (_, free))| **free).all(|(place, (word, _))| {
                // `Borough of Telford and Wrekin`
                let of_kind = word == "of"
                    && place
                        .checked_sub(1)
                        .and_then(|before| told.get(before))
                        .is_some_and(|one| is_kind(one));
                of_kind || is_company(word) || is_kind(word) || self.is_initials(word)
            });
        // `Birmingham City University`
        let institution = ["university", "college", "hospital", "school"];
        with_kind &= !told.iter().any(|word| institution.contains(&word.as_str()));
        let strength = match (rest_is_company, with_kind) {
            (true, _) => Some(Strength::Name),
            (false, true) => Some(Strength::Within),
            (false, false) => None,
        };
        (self.matches(groups.into_iter().flatten(), Strength::Name), strength)
    }

    /// Of councils with one name, those whose kind the text gives, else those of the
    /// partnership, else those not abolished, else all.
    fn fittest(&self, places: &BTreeSet<usize>, told: &[String]) -> Vec<usize> {
        let narrowed = |fits: &dyn Fn(&Council) -> bool, from: &[usize]| -> Vec<usize> {
            let some: Vec<usize> =
                from.iter().copied().filter(|place| self.all.get(*place).is_some_and(fits)).collect();
            if some.is_empty() { from.to_vec() } else { some }
        };
        let all: Vec<usize> = places.iter().copied().collect();
        // A council goes before the combined authority it is part of, unless that is said.
        let combined = |council: &Council| council.official_name.contains("Combined Authority");
        let said = told.iter().any(|word| word == "combined");
        let all = narrowed(&|council| combined(council) == said, &all);
        let of_kind = narrowed(
            &|council| {
                let kinds: [(&str, &[&str]); 4] = [
                    ("borough", &["bc", "mbc"]),
                    ("district", &["dc"]),
                    ("city", &["cc"]),
                    ("county", &["cc"]),
                ];
                let official = words(&council.official_name);
                kinds.iter().any(|(kind, short)| {
                    told.iter().any(|word| word == kind || short.contains(&word.as_str()))
                        && official.iter().any(|word| word == kind)
                })
            },
            &all,
        );
        narrowed(&|council| !self.partnership.is_empty() && self.is_member(council), &of_kind)
    }

    /// Where no partnership is named, the councils of the whole register that a text's initials
    /// stand for: `BCKLWN` for one, `BDC` for several.
    #[must_use]
    pub fn initialled(&self, text: &str) -> Vec<Match<'_>> {
        let mut told = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let own = |word: &&str| !is_company(&word.to_lowercase());
        let word =
            told.by_ref().find(own).filter(|word| word.len() > 2 && word.chars().all(char::is_uppercase));
        let (Some(word), None, true) = (word, told.find(own), self.partnership.is_empty()) else {
            return Vec::new();
        };
        let everybody = || initials(&self.all, &(0..self.all.len()).collect::<Vec<_>>());
        let found = self.all_initials.get_or_init(everybody).get(&word.to_lowercase());
        self.matches(found.into_iter().flatten().copied(), Strength::Initials)
    }

    /// The one council whose full name a sheet's name begins and has no room to end: Excel cuts
    /// it after 31 letters (`The Royal Borough of Windsor an`).
    #[must_use]
    pub fn cut_short(&self, text: &str) -> Option<&Council> {
        const ROOM: usize = 31;
        if text.chars().count() != ROOM {
            return None;
        }
        let told = words(text).join(" ");
        let told = told.strip_prefix("the ").unwrap_or(&told);
        let begins = |council: &&Council| words(&council.official_name).join(" ").starts_with(told);
        let mut found = self.all.iter().filter(begins);
        found.next().filter(|_| found.next().is_none())
    }

    fn by_initials(&self, bare: &[String]) -> Vec<Match<'_>> {
        let joined: String = bare.concat();
        let single = bare.iter().filter_map(|word| self.initials.get(word.as_str()));
        let places = self.initials.get(&joined).into_iter().chain(single).flatten().copied();
        let places: BTreeSet<usize> = places.collect();
        let known = self.initials.contains_key(&joined)
            || bare.iter().all(|word| self.initials.contains_key(word) || is_kind(word));
        if known { self.matches(places.into_iter(), Strength::Initials) } else { Vec::new() }
    }

    fn is_initials(&self, word: &str) -> bool {
        self.initials.contains_key(word)
    }

    /// Councils whose name is one letter off; those of the partnership first. A short name wants
    /// the kind of council beside it: `Keny County Council`.
    fn near(&self, joined: &str, of_kind: bool) -> Vec<Match<'_>> {
        let letters = joined.chars().count() + usize::from(of_kind);
        if letters < 5 {
            return Vec::new();
        }
        let close = |(name, _): &&(String, usize)| *name == joined || is_one_letter_off(name, joined);
        let filed = ends(joined).into_iter().filter_map(|end| self.bare_names.get(&end)).flatten();
        let close: Vec<&(String, usize)> = filed.filter(close).collect();
        // `Merton` is no misspelt Melton, whoever is of the partnership.
        let exact = close.iter().any(|(name, _)| *name == joined);
        let found: Vec<usize> =
            close.iter().filter(|(name, _)| !exact || *name == joined).map(|(_, place)| *place).collect();
        let members: Vec<usize> =
            found.iter().copied().filter(|place| self.partnership.contains(place)).collect();
        if members.is_empty() && (exact || of_kind || letters >= 6) {
            self.matches(found.into_iter(), Strength::NearName)
        } else {
            self.matches(members.into_iter(), Strength::NearName)
        }
    }

    fn matches(&self, places: impl Iterator<Item = usize>, strength: Strength) -> Vec<Match<'_>> {
        let distinct: BTreeSet<usize> = places.collect();
        distinct
            .into_iter()
            .filter_map(|place| self.all.get(place))
            .map(|council| Match { council, strength })
            .collect()
    }
}

/// Whether a text is two letters with `&` between them: `T&D`, a department and no council.
fn parts_letters(text: &str) -> bool {
    let own = |part: &str, last: bool| {
        let mut told = part.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let word = if last { told.next_back() } else { told.next() };
        word.is_some_and(|word| word.chars().count() == 1)
    };
    text.split_once('&').is_some_and(|(before, after)| own(before, true) && own(after, false))
}

/// The initials of these councils of the register.
fn initials(all: &[Council], places: &[usize]) -> BTreeMap<String, BTreeSet<usize>> {
    let mut found: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (place, council) in places.iter().filter_map(|place| Some((place, all.get(*place)?))) {
        for form in initials_of(council) {
            found.entry(form).or_default().insert(*place);
        }
    }
    found
}

/// Whether a text is of several councils together.
fn names_many(told: &[String]) -> bool {
    const TOGETHER: [&str; 4] = ["partnership", "consortium", "association", "region"];
    told.iter().any(|word| TOGETHER.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn register() -> Councils {
        let partnership: Vec<String> = (129..=135).map(|n| format!("E07000{n}")).collect();
        Councils::parse(include_str!("../../reference/councils.csv"), &partnership).unwrap()
    }

    #[test]
    fn usual_spellings_are_known() {
        let councils = register();
        for (text, name) in [
            ("Hinckley & Bosworth Borough Council (HBBC)", "Hinckley and Bosworth"),
            ("North West Leicestershire District Council - LRIP questionnaire", "North West Leicestershire"),
            ("NW Leics", "North West Leicestershire"),
            ("nwl reply 2007", "North West Leicestershire"),
            ("BDC_reply_Oct06", "Blaby"),
            ("OWBC", "Oadby and Wigston"),
            ("H&BBC", "Hinckley and Bosworth"),
            ("Charnwood BC form (final)", "Charnwood"),
            ("City of Bradford Metropolitan DC", "Bradford"),
            ("City of London Corporation", "City of London"),
            ("Harbrough", "Harborough"),
            ("North West Leicestreshire District Council", "North West Leicestershire"),
            ("Return from North East Derbysihre DC", "North East Derbyshire"),
            ("Norht Norfolk District Council", "North Norfolk"),
            ("St Edmuidsbury Borough Council return", "St Edmundsbury"),
            ("MELTON", "Melton"),
            ("Leicestershire CC", "Leicestershire"),
            ("LeicesterCityReturn2005", "Leicester"),
            ("Rutland UA", "Rutland"),
            ("Stratforrd-on-Avon District Council: baseline return 2005", "Stratford-on-Avon"),
            ("Return - South oNrfolk District Council", "South Norfolk"),
            ("East Staffordshre Borough Counc", "East Staffordshire"),
            ("The Worcestershire County Counci", "Worcestershire"),
            ("Newcastle upon Tyne City Council return", "Newcastle upon Tyne"),
            ("Newcastle upon Tyne mgt dev form final", "Newcastle upon Tyne"),
            ("Ryoal Borough of Kensington and Chelsea", "Kensington and Chelsea"),
            ("Tunbridge Wells BC", "Tunbridge Wells"),
            ("The Reigate and Banstead Boroug", "Reigate and Banstead"),
            ("East Hertfordshire District Cou", "East Hertfordshire"),
            ("S. Northamptonshire Council", "South Northamptonshire"),
            ("N.Yorks CC", "North Yorkshire"),
            ("Derbys CC", "Derbyshire"),
            ("Staffs CC", "Staffordshire"),
            ("E. Herts DC", "East Hertfordshire"),
            ("W. Oxfordshire", "West Oxfordshire"),
            ("Wrexham CBC", "Wrexham"),
            ("Blaby's return 2006", "Blaby"),
            ("Rhondda Cyeon Taff", "Rhondda Cynon Taff"),
            ("Luten Borough Council", "Luton"),
            ("Keny County Council", "Kent"),
            ("Newcastle-udner-Lyme", "Newcastle-under-Lyme"),
            ("Newcastle City Council", "Newcastle upon Tyne"),
            ("This is the return of Blaby for 2006", "Blaby"),
        ] {
            let found = councils.named_by(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(&*found[0].council.id.name, name, "{text}");
        }
    }

    #[test]
    fn initials_are_those_of_the_name_with_its_kind_in_any_order() {
        let partnership = ["E09000020", "E07000138", "E09000003"].map(str::to_owned);
        let councils = Councils::parse(include_str!("../../reference/councils.csv"), &partnership).unwrap();
        for (text, code) in
            [("RBKC", "E09000020"), ("KC", "E09000020"), ("CLC return", "E07000138"), ("LBB", "E09000003")]
        {
            let found = councils.named_by(text);
            let codes: Vec<&str> = found.iter().map(|one| &*one.council.id.code).collect();
            assert_eq!(codes, [code], "{text}");
        }
    }

    #[test]
    fn a_sheets_name_may_end_within_the_councils() {
        let cut = register().cut_short("The Royal Borough of Windsor an").map(|one| one.id.name.to_string());
        assert_eq!(cut.as_deref(), Some("Windsor and Maidenhead"));
        assert!(register().cut_short("The Royal Borough of").is_none());
    }

    #[test]
    fn initials_of_any_council_are_known_where_no_partnership_is_named() {
        let councils = Councils::parse(include_str!("../../reference/councils.csv"), &[]).unwrap();
        for (text, count) in
            [("BCKLWN", 1), ("HBBC reply 2005", 1), ("HBBC training plan", 0), ("DMS", 0), ("Bdc", 0)]
        {
            assert_eq!(councils.initialled(text).len(), count, "{text}");
        }
        assert!(councils.initialled("BDC").len() > 1);
        assert!(register().initialled("BCKLWN").is_empty());
    }

    #[test]
    fn one_letter_off_leaves_an_end_as_it_is() {
        for council in register().all() {
            let name: Vec<char> = words(&council.id.name).join(" ").chars().collect();
            for place in 0..name.len() {
                let mut dropped = name.clone();
                dropped.remove(place);
                let mut other = name.clone();
                other[place] = '#';
                let mut swapped = name.clone();
                swapped.swap(place, (place + 1).min(name.len() - 1));
                for off in [dropped, other, swapped].iter().filter(|off| off.len().max(name.len()) > 4) {
                    let (one, off): (String, String) = (name.iter().collect(), off.iter().collect());
                    assert!(ends(&one).iter().any(|end| ends(&off).contains(end)), "{one} {off}");
                }
            }
        }
    }

    #[test]
    fn what_only_sounds_like_a_council_names_none() {
        let councils = register();
        for text in [
            "Melton Road",
            "Leicestershire Police",
            "University of Leicester",
            "Melton Mowbray",
            "Market Harborough",
            "Hinckley",
            "NHS Leicester City CCG",
            "Leicestershire Combined Fire Authority",
            "Questionnaire",
            "Sheet1",
            "Leicestershire Partnership NHS Trust",
            "Rutland Tea Company",
            "Birmingham City University",
        ] {
            assert!(councils.named_by(text).is_empty(), "{text}: {:?}", councils.named_by(text));
        }
        assert_eq!(councils.named_by("Rutland and Melton").len(), 2);
    }
}
