//! Which column of a section each heading names, beside those named to its left; and
//! whether the columns so named make a table of that section.

use std::collections::BTreeSet;

use super::COHORT_FIGURES;
use super::around;
use super::headers::HeaderColumn;
use super::names::{Heading, LEAST};
use crate::model::Section;
use crate::recognise::grid::Seen;
use crate::recognise::labels::delivery_said;
use crate::reference::Questionnaire;

/// Likeness of a year that is surely one of costs: said to be, or under a heading that is.
const LEAST_OF_YEAR: usize = 90;

/// A heading with the column that it was taken for.
pub(crate) struct Chosen<'h> {
    pub(crate) heading: &'h Heading<'h>,
    pub(crate) id: &'h str,
    pub(crate) likeness: usize,
}

impl Chosen<'_> {
    pub(crate) fn column(&self) -> HeaderColumn {
        // Under a heading for all of them each kind of qualification has its own name.
        let kind =
            if self.id == "qualification_kind" { self.heading.parts.len().saturating_sub(1) } else { 0 };
        let parts: Vec<&str> = self.heading.parts.iter().skip(kind).map(|part| part.text.as_str()).collect();
        HeaderColumn {
            col: self.heading.col,
            id: self.id.to_owned(),
            text: parts.join(" "),
            likeness: self.likeness,
        }
    }
}

/// The columns that headings stand in, from the first to the last.
pub(crate) fn span(run: &[Chosen]) -> std::ops::RangeInclusive<u32> {
    let col = |one: Option<&Chosen>| one.map_or(0, |one| one.heading.col);
    col(run.first())..=col(run.last())
}

/// `No` right behind `Yes` is to be ticked, and asks for no number.
pub(crate) fn name_ticks(headings: &mut [Heading]) {
    let says = |one: &Heading, word: &str| {
        one.parts.last().is_some_and(|part| matches!(part.words.as_slice(), [only] if only == word))
    };
    for place in 1..headings.len() {
        let behind = headings.get(place - 1).is_some_and(|one| says(one, "yes"));
        if let Some(one) = headings.get_mut(place).filter(|one| behind && says(one, "no")) {
            one.names.clear();
        }
    }
}

/// `Cost 2003/04` beside `Cost 2004/05`: together they are what an activity cost.
pub(crate) fn part_years(headings: &mut [Heading]) {
    let spent = |word: &String| matches!(word.as_str(), "cost" | "spend" | "spent" | "expenditure");
    let year = |heading: &Heading| {
        if is_budget(heading) {
            return None;
        }
        let mut words = heading.parts.iter().flat_map(|part| &part.words);
        let told = words.any(spent).then(|| around::told(&heading.parts))?;
        around::time(&told).filter(|_| told.len() <= 6)
    };
    let years: BTreeSet<_> = headings.iter().filter_map(year).collect();
    if years.len() > 1 {
        for heading in headings.iter_mut().filter(|heading| year(heading).is_some()) {
            heading.names.insert(0, (Section::Training, "year_cost", 95));
        }
    }
}

/// `Sessions held` over `2004`, `2005` and `Total`: the total is what is asked for.
pub(crate) fn name_totals<'a>(headings: &mut [Heading<'a>], asked: &'a Questionnaire) {
    for place in 0..headings.len() {
        let Some([over, total]) = headings.get(place).map(|one| one.parts.as_slice()) else { continue };
        let sums =
            matches!(total.words.as_slice(), [word] if word == "total" || word == "all" || word == "both");
        let over: *const Seen = *over;
        let under = |one: &Heading| {
            one.parts.len() == 2 && one.parts.first().is_some_and(|part| std::ptr::eq(*part, over))
        };
        let year = |one: &Heading| under(one) && one.parts.last().is_some_and(|part| around::is_year(part));
        if !sums || !headings.iter().any(year) {
            continue;
        }
        let coaching = |one: &(Section, &str, usize)| one.0 == Section::Coaching;
        for one in headings.iter_mut().filter(|one| year(one)) {
            one.names.retain(|name| !coaching(name));
        }
        let Some(total) = headings.get_mut(place) else { continue };
        let Some(over) = total.parts.first() else { continue };
        let like = over.columns.get_or_init(|| asked.columns_like(&over.words));
        let named = asked.columns_of("coaching", like, 0).max_by_key(|(likeness, _)| *likeness);
        if let Some((likeness, id)) = named {
            total.names.retain(|name| !coaching(name));
            total.names.insert(0, (Section::Coaching, id, likeness));
        }
    }
}

/// `Posts: average of similar councils` beside `Posts: our council`: that of others asks for none.
pub(crate) fn name_others(headings: &mut [Heading]) {
    const OTHERS: &[&str] = &["average", "similar", "benchmark", "national", "median", "mean"];
    let others = |one: &Heading| {
        let told = around::told(&one.parts);
        told.iter().any(|word| OTHERS.contains(&word.as_str()))
    };
    let asks = |one: &Heading| one.names.first().map(|(section, id, _)| (*section, (*id).to_owned()));
    let own: Vec<_> = headings.iter().filter(|one| !others(one)).filter_map(asks).collect();
    for one in headings.iter_mut().filter(|one| others(one)) {
        if asks(one).is_some_and(|asked| own.contains(&asked)) {
            one.names.clear();
        }
    }
}

/// Whether a table may have several columns of an id.
pub(crate) fn many(id: &str) -> bool {
    matches!(
        id,
        "qualification_kind"
            | "posts_part"
            | "qualified_part"
            | "comment"
            | "grade"
            | "year_cost"
            | "duration"
    )
}

/// Which column of a section a heading names beside those already named to its left,
/// and whether it begins the table anew (side by side).
pub(crate) fn choose<'h>(
    section: Section,
    heading: &'h Heading<'h>,
    run: &[Chosen],
    gap: bool,
) -> (Chosen<'h>, bool) {
    // `Good practice 1`, `Good practice 2`: one list over several columns.
    let another = |one: &Chosen, id: &str| is_list(id) && counted_on(one.heading, heading);
    let used = |id: &str| !many(id) && run.iter().any(|one| one.id == id && !another(one, id));
    let chosen = |id: &'h str, likeness: usize| Chosen { heading, id, likeness };
    let own =
        || heading.names.iter().filter(|(of, _, _)| *of == section).map(|(_, id, likeness)| (*id, *likeness));
    let counts = |(id, _): &(&str, usize)| *id != "attendees" || !heading.numbers_papers();
    let Some((first, sure)) = own().next().filter(counts) else {
        return (chosen("", 0), false);
    };
    // Posts count, not who is in them; and `Posts` after those is no title.
    if let Some(posts) = own().find(|(id, likeness)| *id == "posts" && *likeness >= 90)
        && run.iter().any(|one| one.id == "posts" && one.heading.counts_people())
        && heading.counts_posts()
    {
        return (chosen("posts", posts.1), false);
    }
    let counted = own().find(|(id, _)| *id == "attendees" && came(heading, run));
    if let Some((id, likeness)) = counted.or_else(|| (!used(first)).then_some((first, sure))) {
        return (chosen(id, likeness), false);
    }
    // Beside `Review`, `Body` says who held it; a table begins anew after its lists only.
    if first == "review" && !run.iter().any(|one| is_list(one.id)) {
        return (chosen("comment", sure), false);
    }
    let posts_known = run.iter().any(|one| one.id == "posts" && one.heading.counts_posts());
    let people = first == "posts" && posts_known && heading.counts_people();
    if people || run.last().is_some_and(|last| is_same(last.heading, heading)) {
        return (chosen("", 0), false);
    }
    if first == "cost"
        && let Some(counts) = is_the_cost(heading, sure, run)
    {
        return (if counts { chosen(first, sure) } else { chosen("", 0) }, false);
    }
    // Of last year's figure and this year's the later counts.
    let same = |(id, likeness): (&'h str, usize)| {
        let one = run.iter().find(|one| one.id == id && is_figure(id) && likeness == sure)?;
        Some((id, one))
    };
    if let Some((id, one)) = own().find_map(same) {
        let (own, theirs) = (heading.time(), one.heading.time());
        if around::is_before(theirs, own) {
            return (chosen(id, sure), false);
        }
        if around::is_before(own, theirs) {
            return (chosen("", 0), false);
        }
    }
    if run.iter().any(|one| one.id == first && one.likeness + 25 <= sure) {
        return (chosen(first, sure), false);
    }
    let begins = run.iter().find(|one| !one.id.is_empty()).is_some_and(|one| one.id == first);
    let better = run.iter().any(|one| one.id == first && one.likeness >= 90);
    if let Some((second, likeness)) = own().find(|(id, _)| !used(id))
        && !(begins && sure == 100 && likeness < 100)
        && likeness + 25 >= sure
    {
        return (chosen(second, likeness), false);
    }
    if begins || gap || better && sure >= 90 && !begins_none(first, heading) {
        return (chosen(first, sure), true);
    }
    (chosen("", 0), false)
}

/// Whether a column begins no table: a figure, a total, for whom a course was or who gave it, as
/// `Tutor` beside `Provider`.
fn begins_none(id: &str, heading: &Heading) -> bool {
    matches!(id, "posts" | "fte" | "qualified" | "provider" | "audience" | "attendees")
        || id == "cost" && says(heading, TOTAL)
}

/// Whether a heading asks how many came where one before it asks how many might have come: of
/// places and those who came, who came counts.
fn came(heading: &Heading, run: &[Chosen]) -> bool {
    let offered = |one: &Chosen| one.id == "attendees" && !says_who_came(one.heading);
    says_who_came(heading) && run.iter().any(offered)
}

/// Whether a heading asks how many came, and not how many might have come.
fn says_who_came(heading: &Heading) -> bool {
    says(heading, &["attended", "attendee", "attending", "attendance", "trained", "present", "came"])
        && !says(heading, &["by", "who"])
}

/// Whether a heading is the one before, merged over both columns: it names the first.
fn is_same(one: &Heading, other: &Heading) -> bool {
    one.parts.len() == other.parts.len()
        && one.parts.iter().zip(&other.parts).all(|(one, other)| std::ptr::eq(*one, *other))
}

/// Whether a heading of a cost is what an activity cost rather than the one before it, where
/// either surely is.
fn is_the_cost(heading: &Heading, sure: usize, run: &[Chosen]) -> Option<bool> {
    let one = run.iter().find(|one| one.id == "cost")?;
    // What was spent counts, and not what was meant to be.
    match (is_budget(one.heading), is_budget(heading)) {
        (true, false) if sure >= 85 || says(heading, SPENT) => Some(true),
        (false, true) if one.likeness >= 85 || says(one.heading, SPENT) => Some(false),
        _ => None,
    }
}

/// Whether a column is one of the lists of remarks on reviews.
pub(crate) fn is_list(id: &str) -> bool {
    matches!(id, "good_practice" | "improvement")
}

/// Whether two headings are the same but for their numbers.
fn counted_on(one: &Heading, other: &Heading) -> bool {
    let parted = |heading: &Heading| -> (Vec<String>, Vec<String>) {
        around::told(&heading.parts).into_iter().partition(|word| word.chars().all(|c| c.is_ascii_digit()))
    };
    let ((first, words), (second, others)) = (parted(one), parted(other));
    first != second && words == others
}

/// Words of a heading over sums of other columns.
const TOTAL: &[&str] = &["total", "overall"];

/// Whether one of these words stands in a heading.
fn says(heading: &Heading, sought: &[&str]) -> bool {
    around::told(&heading.parts).iter().any(|word| sought.contains(&word.as_str()))
}

/// Whether a heading asks what was to be spent.
fn is_budget(heading: &Heading) -> bool {
    around::is_meant(&around::told(&heading.parts))
}

/// Words of a heading over what was spent in the end.
const SPENT: &[&str] = &["paid", "actual", "actually", "spent", "final", "invoiced"];

/// Whether a column holds a figure that is asked for anew each time.
fn is_figure(id: &str) -> bool {
    matches!(id, "posts" | "fte" | "qualified") || COHORT_FIGURES.contains(&id)
}

/// Right before `To improve`, `Good` heads the other list.
pub(crate) fn name_good(run: &mut [Chosen]) {
    let is_good = |one: &Chosen| {
        one.id.is_empty() && matches!(around::told(&one.heading.parts).as_slice(), [word] if word == "good")
    };
    let listed = run.iter().any(|one| one.id == "good_practice");
    let next = run.iter().position(|one| one.id == "improvement" && one.likeness >= 85);
    let before = next.and_then(|next| run.get_mut(next.checked_sub(1)?));
    if let Some(good) = before.filter(|one| !listed && is_good(one)) {
        (good.id, good.likeness) = ("good_practice", 80);
    }
}

/// Beside audience, provider and cost the heading before them is the activity's, whatever
/// it says.
pub(crate) fn name_activity(run: &mut [Chosen]) {
    let sure = |id: &str| run.iter().position(|one| one.id == id && one.likeness >= 85);
    let known = ["audience", "provider", "cost"].map(sure);
    let first = known.into_iter().flatten().min();
    if known.iter().all(Option::is_some)
        && !run.iter().any(|one| one.id == "activity")
        && let Some(column) = first.and_then(|first| run.get_mut(first.checked_sub(1)?))
        && column.id.is_empty()
        && column.heading.parts.iter().all(|part| part.words.len() <= 4)
    {
        column.id = "activity";
        column.likeness = LEAST;
    }
}

/// After columns of single qualifications, `Total people` counts who holds any.
pub(crate) fn name_people(run: &mut [Chosen]) {
    let kind = |one: &Chosen| one.id == "qualification_kind";
    let counts = |one: &Chosen| {
        let told = around::told(&one.heading.parts);
        let who = ["people", "manager", "person", "staff", "individual"];
        told.len() <= 6 && told.iter().any(|word| who.contains(&word.as_str()))
    };
    if run.iter().any(|one| one.id == "qualified") {
        return;
    }
    let last = run.iter().rposition(kind).and_then(|place| run.get_mut(place + 1));
    if let Some(column) = last.filter(|one| one.id.is_empty() && counts(one)) {
        column.id = "qualified";
        column.likeness = LEAST;
    }
}

/// Of fee, travel and total the total is what an activity cost, where `both` says that a row
/// holds both; of net, VAT and total the net.
pub(crate) fn name_total_cost(run: &mut [Chosen], both: impl Fn(u32, u32) -> bool) {
    let asks = |one: &Chosen| {
        let first = one.heading.names.iter().find(|(of, ..)| *of == Section::Training);
        first.is_some_and(|(_, id, likeness)| *id == "cost" && *likeness >= 85)
    };
    if run.iter().any(|one| says(one.heading, &["net", "vat", "ex", "excl", "excluding"])) {
        return;
    }
    let part = run.iter().position(|one| one.id == "cost" && !says(one.heading, TOTAL));
    let total = run.iter().rposition(|one| one.id.is_empty() && says(one.heading, TOTAL) && asks(one));
    let (Some(part), Some(total)) = (part, total.filter(|place| Some(*place) > part)) else { return };
    let col = |place: usize| run.get(place).map_or(0, |one| one.heading.col);
    if both(col(part), col(total)) {
        for (place, id) in [(part, ""), (total, "cost")] {
            if let Some(one) = run.get_mut(place) {
                one.id = id;
            }
        }
    }
}

/// A cost with VAT is the cost where no other column holds one.
pub(crate) fn name_gross(run: &mut [Chosen]) {
    if !run.iter().any(|one| matches!(one.id, "cost" | "per_head" | "year_cost")) {
        run.iter_mut().filter(|one| one.id == "gross").for_each(|one| one.id = "cost");
    }
}

/// Where the columns from the activity on stand without a gap, what stands beyond one before it is
/// another section's, such as the `Type` of a remark on a review.
pub(crate) fn name_apart(run: &mut [Chosen]) {
    let gap = |pair: &[Chosen]| match pair {
        [one, next] => next.heading.col > one.heading.col + 1,
        _ => false,
    };
    let Some(first) = run.iter().position(|one| one.id == "activity") else { return };
    let own = run.get(first..).unwrap_or_default();
    let before = first.checked_sub(1).and_then(|last| run.get(last..=first));
    if own.len() > 2 && before.is_some_and(gap) && !own.windows(2).any(gap) {
        run.iter_mut().take(first).for_each(|one| one.id = "");
    }
}

/// Beside a cost a single year heads no costs of its own.
pub(crate) fn name_lone_year(run: &mut [Chosen]) {
    let years = run.iter().filter(|one| one.id == "year_cost").count();
    if years == 1 && run.iter().any(|one| one.id == "cost") {
        run.iter_mut()
            .filter(|one| one.id == "year_cost" && one.likeness < LEAST_OF_YEAR)
            .for_each(|one| one.id = "");
    }
}

/// Whether the posts are a column headed `Total` in what is not otherwise a table of tiers.
pub(crate) fn lone_total(columns: &[Chosen]) -> bool {
    let total = |column: &Chosen| {
        column.id == "posts" && around::told(&column.heading.parts).iter().any(|word| word == "total")
    };
    let others = ["tier", "titles", "qualified", "qualification_kind"];
    let known = others.iter().filter(|id| columns.iter().any(|column| column.id == **id)).count();
    columns.iter().any(total) && known < 2
}

/// Whether the same qualification, or the same kind of posts, stands over two columns: then they
/// are said row by row, and head nothing. `Full time` may stand once under each service.
pub(crate) fn repeats_kinds(columns: &[Chosen]) -> bool {
    let kinds = columns.iter().filter(|column| {
        column.id == "qualification_kind" || column.id == "posts_part" && column.heading.parts.len() == 1
    });
    let told: Vec<_> = kinds.filter_map(|column| Some(&column.heading.parts.last()?.words)).collect();
    told.iter().enumerate().any(|(place, one)| told.iter().skip(place + 1).any(|other| other == one))
}

/// What a table of the section cannot do without.
pub(crate) fn fits(section: Section, columns: &[Chosen]) -> bool {
    let has = |id: &str| columns.iter().any(|column| column.id == id);
    match section {
        Section::Reviews => has("good_practice") || has("improvement"),
        Section::Management => {
            let kinds = columns.iter().filter(|column| column.id == "qualification_kind").count();
            // `Service Managers` in a row of titles is no heading of a number.
            let surely = |id: &str| columns.iter().any(|column| column.id == id && column.likeness >= 78);
            let counted = ["posts", "qualified", "fte", "posts_part"].into_iter().any(surely);
            let figures = counted || kinds > 0;
            let whole = has("tier") && has("titles") && has("qualified");
            // Tiers beside titles are enough: the number may stand in the title.
            let exactly = |id: &str| columns.iter().any(|column| column.id == id && column.likeness >= 95);
            let whole = whole || exactly("tier") && exactly("titles");
            whole || figures && (has("titles") || has("tier") || has("qualified") || kinds > 1)
        }
        Section::Training => {
            // `Internally provided` and `External courses` stand over two tables.
            let delivers = |one: &Chosen| delivery_said(&around::told(&one.heading.parts)).is_some();
            has("activity")
                && !columns.iter().filter(|one| !one.id.is_empty()).all(delivers)
                && ["cost", "provider", "audience", "per_head", "delivery", "year_cost"]
                    .iter()
                    .any(|id| has(id))
        }
        Section::Coaching => counted_cohorts(columns) >= 2,
        Section::About | Section::Practices => false,
    }
}

/// How many columns of a table of coaching count something of a cohort.
pub(crate) fn counted_cohorts(columns: &[Chosen]) -> usize {
    COHORT_FIGURES.iter().filter(|id| columns.iter().any(|column| column.id == **id)).count()
}
