//! The catalogue of finding codes: one ordered table, from which `returns explain`,
//! the workbook's queries and the documentation's table all derive.

use super::{Severity, Who};

/// One entry of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Which code.
    pub code: Code,
    /// The stable code that people and programs see.
    pub id: &'static str,
    /// How much it asks.
    pub severity: Severity,
    /// Who must act.
    pub who: Who,
    /// In a few words.
    pub title: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// An example.
    pub example: &'static str,
    /// What a sound return has in its place.
    pub expected: &'static str,
    /// How to put it right.
    pub remedy: &'static str,
    /// Explanations that are accepted, each a sentence; none where only a correction will do.
    pub accepted: &'static [&'static str],
}

/// The catalogue's entry of a code.
#[must_use]
#[expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "a test holds that every code has its entry at its place"
)]
pub fn entry(code: Code) -> &'static Entry {
    &CATALOGUE[code as usize]
}

/// Every kind of finding, in the catalogue's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Code {
    /// The file cannot be read.
    FileUnreadable,
    /// The file is protected by a password.
    FileProtected,
    /// The file is not a workbook.
    FileNotWorkbook,
    /// The file asks for more than a questionnaire can need.
    FileTooLarge,
    /// No section of the questionnaire.
    NoSection,
    /// Nothing is answered.
    NothingAnswered,
    /// No council can be recognised.
    CouncilNotFound,
    /// Two councils are named.
    CouncilAmbiguous,
    /// The file's name names another council.
    CouncilNotInFileName,
    /// The council has been abolished.
    CouncilFormer,
    /// The council is not one of those expected.
    CouncilUnexpected,
    /// The council's name is one letter off.
    CouncilNearName,
    /// The return names another period.
    PeriodDiffers,
    /// A date cannot be read.
    DateUnclear,
    /// A section is missing.
    SectionMissing,
    /// A section is empty.
    SectionUnanswered,
    /// A section stands in two places.
    SectionTwice,
    /// The layout can be read in more than one way.
    LayoutUnclear,
    /// An answer does not answer its question.
    AnswerUnclear,
    /// An answer belongs to another question.
    AnswerOtherQuestion,
    /// An answer was coded from its description.
    AnswerInferred,
    /// A tier's number is not clear.
    TierUnclear,
    /// A tier below team leaders.
    TierBelowTeamLeaders,
    /// Titles speak against their tier's band.
    TitleAgainstTier,
    /// Titles do not match the number of posts.
    TitlesNotPosts,
    /// A number of posts cannot be read.
    HeadcountUnreadable,
    /// Some posts of a tier have no number.
    HeadcountPartial,
    /// Only full-time equivalents are given.
    HeadcountFte,
    /// Not a whole number.
    NumberNotWhole,
    /// A date stands where a number is asked for.
    NumberAsDate,
    /// A formula's error stands in a cell that is read.
    CellError,
    /// More people qualified than posts.
    QualifiedOverPosts,
    /// More certificates than posts.
    CertificatesOverPosts,
    /// A number of people qualified cannot be read.
    QualifiedUnreadable,
    /// A share cannot be made into people.
    QualifiedShare,
    /// A total is not the sum.
    TotalNotSum,
    /// A row or cell was left out.
    RowUnread,
    /// A remark under a table.
    RowNote,
    /// Internal or external is not said.
    DeliveryUnclear,
    /// A remark stands among the activities.
    RemarkNotActivity,
    /// A cost cannot be read.
    CostUnreadable,
    /// A rate without a number.
    CostNotTotalled,
    /// A rate and a total disagree.
    CostTwice,
    /// A cost with VAT.
    CostWithVat,
    /// Lines of one row do not pair.
    NotPaired,
    /// A coaching figure cannot be read.
    CohortUnreadable,
    /// A value lies under merged cells.
    ValueUnderMerge,
    /// Hidden sheet, rows or columns were read.
    HiddenRead,
    /// An example was left out.
    ExampleSkipped,
    /// Part of the file could not be read.
    ReadingRemark,
    /// A section was taken from the return before.
    SectionCarriedOver,
    /// Which return is newer is not clear.
    OrderUnclear,
    /// A figure is far from last period's.
    FarFromLast,
    /// A ruling matches nothing.
    DecisionUnmatched,
    /// Two rulings contradict each other.
    DecisionContradicts,
    /// A ruling cannot be read.
    DecisionUnreadable,
}

/// All entries, in order.
pub static CATALOGUE: &[Entry] = &[
    Entry {
        code: Code::FileUnreadable,
        id: "file-unreadable",
        severity: Severity::Error,
        who: Who::Coordinator,
        title: "The file cannot be read",
        meaning: "The file is damaged, empty, or no workbook of a kind that can be read.",
        example: "A file called return.xls that is empty.",
        expected: "A workbook that opens.",
        remedy: "Ask the council for a fresh copy, saved as an Excel workbook (.xlsx).",
        accepted: &[],
    },
    Entry {
        code: Code::FileProtected,
        id: "file-protected",
        severity: Severity::Error,
        who: Who::Coordinator,
        title: "The file is protected by a password",
        meaning: "The workbook is encrypted, so nobody can read it without its password.",
        example: "A return saved with a password to open.",
        expected: "A workbook that opens without a password.",
        remedy: "Ask the council for a copy without a password.",
        accepted: &[],
    },
    Entry {
        code: Code::FileNotWorkbook,
        id: "file-not-workbook",
        severity: Severity::Error,
        who: Who::Coordinator,
        title: "The file is not a workbook",
        meaning: "The file's content is something else than its name says: a web page, a text file, an old Excel XML.",
        example: "A file called return.xls that holds a web page.",
        expected: "An Excel or OpenDocument workbook.",
        remedy: "Open it in Excel, save it as an Excel workbook (.xlsx) and put that in its place.",
        accepted: &[],
    },
    Entry {
        code: Code::FileTooLarge,
        id: "file-too-large",
        severity: Severity::Error,
        who: Who::Coordinator,
        title: "The file asks for more than a questionnaire can need",
        meaning: "Reading the file would take more cells, memory or time than any questionnaire does. It is damaged, or no return.",
        example: "A workbook with a value in its last possible row and a million merged regions.",
        expected: "A workbook of the size of a questionnaire.",
        remedy: "Ask the council for a fresh copy.",
        accepted: &[],
    },
    Entry {
        code: Code::NoSection,
        id: "no-section",
        severity: Severity::Error,
        who: Who::Coordinator,
        title: "No section of the questionnaire",
        meaning: "Nothing in the workbook is like a section of the questionnaire.",
        example: "A budget monitoring sheet in the folder of returns.",
        expected: "At least one section of the questionnaire.",
        remedy: "Take the file out of the input folder, or ask the council for its return.",
        accepted: &[],
    },
    Entry {
        code: Code::NothingAnswered,
        id: "nothing-answered",
        severity: Severity::Error,
        who: Who::Council,
        title: "Nothing is answered",
        meaning: "The questionnaire is there, and nothing in it is answered.",
        example: "The blank form, sent back.",
        expected: "Answers in at least one section.",
        remedy: "Fill in the form and send it again.",
        accepted: &[],
    },
    Entry {
        code: Code::CouncilNotFound,
        id: "council-not-found",
        severity: Severity::Error,
        who: Who::Coordinator,
        title: "No council can be recognised",
        meaning: "Neither the sheets nor the file's name say whose return this is.",
        example: "A form whose council cell was left blank, in a file called return.xlsx.",
        expected: "The council's name in the form, a sheet's name or the file's name.",
        remedy: "Find out who sent it; write the council's name into the form's council cell.",
        accepted: &[],
    },
    Entry {
        code: Code::CouncilAmbiguous,
        id: "council-ambiguous",
        severity: Severity::Query,
        who: Who::Coordinator,
        title: "Two councils are named",
        meaning: "The return names more than one council, or a name or initials that fit several.",
        example: "A council cell that says BDC in a partnership with two BDCs.",
        expected: "One council's full name.",
        remedy: "Find out who sent it; write the council's full name into the form's council cell.",
        accepted: &[],
    },
    Entry {
        code: Code::CouncilNotInFileName,
        id: "council-not-in-file-name",
        severity: Severity::Query,
        who: Who::Coordinator,
        title: "The file's name names another council",
        meaning: "The council in the return and the council in the file's name differ. The return's own word counts.",
        example: "A file called Melton.xlsx whose council cell says Blaby.",
        expected: "The same council in the return and in the file's name.",
        remedy: "Check who sent it; correct the cell or rename the file.",
        accepted: &["The file was named by somebody else."],
    },
    Entry {
        code: Code::CouncilFormer,
        id: "council-former",
        severity: Severity::Query,
        who: Who::Coordinator,
        title: "The council has been abolished",
        meaning: "The council named ended before the return was completed, or is one of the former councils of the register.",
        example: "A return of 2022 from a council that ended in 2020.",
        expected: "A council that existed when the return was completed.",
        remedy: "Check which council the return is for.",
        accepted: &["The return is for the years before the council ended."],
    },
    Entry {
        code: Code::CouncilUnexpected,
        id: "council-unexpected",
        severity: Severity::Query,
        who: Who::Coordinator,
        title: "The council is not one of those expected",
        meaning: "A council returned that is not in the partnership's list.",
        example: "A return from Rutland, which the list of councils does not name.",
        expected: "One of the councils that returns.toml names.",
        remedy: "Add the council to returns.toml, or take the file out of the input folder.",
        accepted: &["A guest of the partnership."],
    },
    Entry {
        code: Code::CouncilNearName,
        id: "council-near-name",
        severity: Severity::Note,
        who: Who::Coordinator,
        title: "The council's name is one letter off",
        meaning: "The name fits no council exactly, and one council but for a letter.",
        example: "Harbrough District Council.",
        expected: "The council's name as the register spells it.",
        remedy: "Nothing, if the council is right.",
        accepted: &["A slip of the pen."],
    },
    Entry {
        code: Code::PeriodDiffers,
        id: "period-differs",
        severity: Severity::Query,
        who: Who::Coordinator,
        title: "The return names another period",
        meaning: "The period that the return names is not that of the folder it lies in.",
        example: "A return for 2006 in the folder of 2005.",
        expected: "The period of the folder that the file lies in.",
        remedy: "Move the file to its period's folder, or correct the cell.",
        accepted: &["The form of an earlier period was used."],
    },
    Entry {
        code: Code::DateUnclear,
        id: "date-unclear",
        severity: Severity::Query,
        who: Who::Council,
        title: "A date cannot be read",
        meaning: "What stands for the date completed is no date, or lies in the future of the partnership.",
        example: "Date completed: soon.",
        expected: "A date, such as 21 November 2005.",
        remedy: "Write the date as 21 November 2005.",
        accepted: &["The date is not known."],
    },
    Entry {
        code: Code::SectionMissing,
        id: "section-missing",
        severity: Severity::Query,
        who: Who::Council,
        title: "A section is missing",
        meaning: "A section of the questionnaire was not found anywhere in the workbook.",
        example: "A return without a coaching section.",
        expected: "The section with its answers, or a word that there are none.",
        remedy: "Fill in the section, or say that the council has nothing to put there.",
        accepted: &["The council has no such activity."],
    },
    Entry {
        code: Code::SectionUnanswered,
        id: "section-unanswered",
        severity: Severity::Query,
        who: Who::Council,
        title: "A section is empty",
        meaning: "A section is there, but nothing is answered in it.",
        example: "A reviews table with neither good practice nor areas for improvement.",
        expected: "Answers in the section, or None or N/A.",
        remedy: "Fill in the section, or write None or N/A.",
        accepted: &["Nothing to report."],
    },
    Entry {
        code: Code::SectionTwice,
        id: "section-twice",
        severity: Severity::Query,
        who: Who::Coordinator,
        title: "A section stands in two places",
        meaning: "Two tables of the workbook answer the same section. The fuller one is read.",
        example: "A management table on two sheets.",
        expected: "The section in one place.",
        remedy: "Say which one counts, and delete the other.",
        accepted: &["One is a copy of the other."],
    },
    Entry {
        code: Code::LayoutUnclear,
        id: "layout-unclear",
        severity: Severity::Query,
        who: Who::Coordinator,
        title: "The layout can be read in more than one way",
        meaning: "The reading chosen is the likeliest; another would give other figures.",
        example: "Two training tables side by side, neither marked internal or external.",
        expected: "A layout that can be read in one way, with its headings.",
        remedy: "Compare the cell with the figures; put a heading where one is missing.",
        accepted: &["The reading is right."],
    },
    Entry {
        code: Code::AnswerUnclear,
        id: "answer-unclear",
        severity: Severity::Query,
        who: Who::Council,
        title: "An answer does not answer its question",
        meaning: "The text neither says yes nor no nor describes the practice asked about, or it says both.",
        example: "A web address as the answer on induction.",
        expected: "Yes or no, then the details.",
        remedy: "Say yes or no first, then the details.",
        accepted: &[],
    },
    Entry {
        code: Code::AnswerOtherQuestion,
        id: "answer-other-question",
        severity: Severity::Query,
        who: Who::Council,
        title: "An answer belongs to another question",
        meaning: "The text answers another question than the one it stands beside.",
        example: "Addresses of web sites beside the question on induction.",
        expected: "An answer to the question beside it.",
        remedy: "Move the answer to its question and answer this one.",
        accepted: &[],
    },
    Entry {
        code: Code::AnswerInferred,
        id: "answer-inferred",
        severity: Severity::Note,
        who: Who::Coordinator,
        title: "An answer was coded from its description",
        meaning: "The answer says neither yes nor no; the practice that it describes decided the code.",
        example: "Vacancies are advertised on our website.",
        expected: "Yes or no, then the details.",
        remedy: "Nothing, if the code is right.",
        accepted: &["The code is right."],
    },
    Entry {
        code: Code::TierUnclear,
        id: "tier-unclear",
        severity: Severity::Query,
        who: Who::Council,
        title: "A tier's number is not clear",
        meaning: "Posts stand without a tier, or a tier's label cannot be read.",
        example: "A table of titles and posts without a column of tiers.",
        expected: "A tier (1st, 2nd, ...) beside each row.",
        remedy: "Write the tier (1st, 2nd, ...) beside each row.",
        accepted: &["The order from the top is the order of tiers."],
    },
    Entry {
        code: Code::TierBelowTeamLeaders,
        id: "tier-below-team-leaders",
        severity: Severity::Query,
        who: Who::Coordinator,
        title: "A tier below team leaders",
        meaning: "The council has more tiers than the common structure; the lowest are counted with team leaders.",
        example: "A 6th tier.",
        expected: "Four tiers of managers at most.",
        remedy: "Check that these posts manage people.",
        accepted: &["They manage people."],
    },
    Entry {
        code: Code::TitleAgainstTier,
        id: "title-against-tier",
        severity: Severity::Query,
        who: Who::Coordinator,
        title: "Titles speak against their tier's band",
        meaning: "The order of tiers puts these posts into one band, their titles point to another. The order counts.",
        example: "Team leaders in the tier below heads of service.",
        expected: "Titles of the band that the order of tiers gives.",
        remedy: "Check with the council; rule on the band if the order misleads.",
        accepted: &["The council calls its managers so."],
    },
    Entry {
        code: Code::TitlesNotPosts,
        id: "titles-not-posts",
        severity: Severity::Query,
        who: Who::Council,
        title: "Titles do not match the number of posts",
        meaning: "More or fewer titles are listed than there are posts.",
        example: "Three titles, each of one post, beside 5 posts.",
        expected: "As many titles as posts.",
        remedy: "Correct the number or the titles.",
        accepted: &["Several people share a title."],
    },
    Entry {
        code: Code::HeadcountUnreadable,
        id: "headcount-unreadable",
        severity: Severity::Query,
        who: Who::Council,
        title: "A number of posts cannot be read",
        meaning: "What stands for the number of posts is no number.",
        example: "Several.",
        expected: "A whole number of posts.",
        remedy: "Write the number of posts.",
        accepted: &["Not known."],
    },
    Entry {
        code: Code::HeadcountPartial,
        id: "headcount-partial",
        severity: Severity::Query,
        who: Who::Council,
        title: "Some posts of a tier have no number",
        meaning: "Some titles of the tier have a number of posts and others none; only those stated are counted.",
        example: "Head of Finance 1, Head of Planning blank.",
        expected: "A number of posts beside every title.",
        remedy: "Write a number beside every title.",
        accepted: &["The blank ones are vacant."],
    },
    Entry {
        code: Code::HeadcountFte,
        id: "headcount-fte",
        severity: Severity::Query,
        who: Who::Council,
        title: "Only full-time equivalents are given",
        meaning: "Full-time equivalents are no number of posts; the posts are taken as not stated.",
        example: "A column FTE with 7.6 and no column of posts.",
        expected: "A number of posts, not of full-time equivalents.",
        remedy: "Add the number of posts.",
        accepted: &[],
    },
    Entry {
        code: Code::NumberNotWhole,
        id: "number-not-whole",
        severity: Severity::Query,
        who: Who::Council,
        title: "Not a whole number",
        meaning: "Posts and people are whole; this figure is not.",
        example: "2.5 posts.",
        expected: "A whole number.",
        remedy: "Write the number of posts, not full-time equivalents.",
        accepted: &[],
    },
    Entry {
        code: Code::NumberAsDate,
        id: "number-as-date",
        severity: Severity::Query,
        who: Who::Council,
        title: "A date stands where a number is asked for",
        meaning: "Excel turned what was typed, such as 1-2, into a date.",
        example: "2 January where 1-2 posts were meant.",
        expected: "A number.",
        remedy: "Type it again with an apostrophe first, or in words.",
        accepted: &[],
    },
    Entry {
        code: Code::CellError,
        id: "cell-error",
        severity: Severity::Query,
        who: Who::Council,
        title: "A formula's error stands in a cell that is read",
        meaning: "The cell shows an error such as #REF!, so its figure is lost.",
        example: "#REF! as the number of posts.",
        expected: "A figure or words, not a formula's error.",
        remedy: "Type the figure in place of the formula.",
        accepted: &[],
    },
    Entry {
        code: Code::QualifiedOverPosts,
        id: "qualified-over-posts",
        severity: Severity::Error,
        who: Who::Council,
        title: "More people qualified than posts",
        meaning: "More people are said to hold a qualification than there are posts. The figure stands as stated, and stays out of the ratios.",
        example: "5 qualified of 3 posts.",
        expected: "No more people qualified than posts.",
        remedy: "Correct the number of posts or of people.",
        accepted: &[],
    },
    Entry {
        code: Code::CertificatesOverPosts,
        id: "certificates-over-posts",
        severity: Severity::Query,
        who: Who::Council,
        title: "More certificates than posts",
        meaning: "The qualifications add up to more than the posts; some people hold several, so people lie between the largest count and the number of posts.",
        example: "Two qualifications against one post.",
        expected: "How many people hold at least one qualification.",
        remedy: "Say how many people hold at least one qualification.",
        accepted: &["One person holds several."],
    },
    Entry {
        code: Code::QualifiedUnreadable,
        id: "qualified-unreadable",
        severity: Severity::Query,
        who: Who::Council,
        title: "A number of people qualified cannot be read",
        meaning: "What stands for the number of people with a management qualification does not say how many.",
        example: "Most of them.",
        expected: "A number of people, or Not available.",
        remedy: "Write how many people hold a management qualification.",
        accepted: &["Not known."],
    },
    Entry {
        code: Code::QualifiedShare,
        id: "qualified-share",
        severity: Severity::Query,
        who: Who::Council,
        title: "A share cannot be made into people",
        meaning: "A percentage or a share is given, and the number of posts is not exact or does not fit it.",
        example: "60% of 7 posts.",
        expected: "A number of people.",
        remedy: "Write how many people it is.",
        accepted: &[],
    },
    Entry {
        code: Code::TotalNotSum,
        id: "total-not-sum",
        severity: Severity::Query,
        who: Who::Council,
        title: "A total is not the sum",
        meaning: "The row or column marked as a total does not add up. The rows count, the total does not.",
        example: "A total of 45 under 1, 8 and 35.",
        expected: "A total that is the sum of its rows.",
        remedy: "Correct the total or the rows.",
        accepted: &["The total includes posts that are not listed."],
    },
    Entry {
        code: Code::RowUnread,
        id: "row-unread",
        severity: Severity::Query,
        who: Who::Coordinator,
        title: "A row or cell was left out",
        meaning: "Something stands in a section that could not be taken as an answer.",
        example: "A figure below the table without a label.",
        expected: "Answers only within the form's tables.",
        remedy: "Look at the cell; move it to where it belongs if it is an answer.",
        accepted: &["It is a remark."],
    },
    Entry {
        code: Code::RowNote,
        id: "row-note",
        severity: Severity::Note,
        who: Who::Coordinator,
        title: "A remark under a table",
        meaning: "A line under a table was taken as a remark, not as an answer.",
        example: "N.B. 20 managers will be reduced to 8.",
        expected: "Remarks apart from the table, or none.",
        remedy: "Nothing, if it is a remark.",
        accepted: &["It is a remark."],
    },
    Entry {
        code: Code::DeliveryUnclear,
        id: "delivery-unclear",
        severity: Severity::Query,
        who: Who::Council,
        title: "Internal or external is not said",
        meaning: "A training table or row says neither internal nor external.",
        example: "One list of courses without a heading.",
        expected: "Internal or external, said of each table or row.",
        remedy: "Say beside each activity whether it was internal or external.",
        accepted: &[],
    },
    Entry {
        code: Code::RemarkNotActivity,
        id: "remark-not-activity",
        severity: Severity::Note,
        who: Who::Coordinator,
        title: "A remark stands among the activities",
        meaning: "A sentence in the activity column was taken as a remark, not as a training activity.",
        example: "All records are kept in the sections.",
        expected: "One training activity to a row.",
        remedy: "Nothing, if it is a remark.",
        accepted: &["It is a remark."],
    },
    Entry {
        code: Code::CostUnreadable,
        id: "cost-unreadable",
        severity: Severity::Query,
        who: Who::Council,
        title: "A cost cannot be read",
        meaning: "What stands for the cost is no amount.",
        example: "To be confirmed with finance.",
        expected: "The total cost in pounds, or Not available.",
        remedy: "Write the cost in pounds.",
        accepted: &["Not known."],
    },
    Entry {
        code: Code::CostNotTotalled,
        id: "cost-not-totalled",
        severity: Severity::Query,
        who: Who::Council,
        title: "A rate without a number",
        meaning: "The cost is for each person, day or year, and the return does not say how many there were. The activity is not costed.",
        example: "£150 each.",
        expected: "The total cost, or the rate and how many there were.",
        remedy: "Say how many attended, or the total cost.",
        accepted: &["Not known."],
    },
    Entry {
        code: Code::CostTwice,
        id: "cost-twice",
        severity: Severity::Query,
        who: Who::Council,
        title: "A rate and a total disagree",
        meaning: "The cost says both a rate with a number and a total, and they do not agree. The total stands.",
        example: "£150 each, 6 people, £1,000.",
        expected: "A rate and a total that agree.",
        remedy: "Correct the one that is wrong.",
        accepted: &["The total includes other costs."],
    },
    Entry {
        code: Code::CostWithVat,
        id: "cost-with-vat",
        severity: Severity::Query,
        who: Who::Council,
        title: "A cost with VAT",
        meaning: "The cost includes VAT, and the return does not say what it is without. Costs are net of VAT where the return says; this one stands as stated.",
        example: "£587.50 inc VAT.",
        expected: "The cost without VAT.",
        remedy: "Write the cost without VAT.",
        accepted: &["VAT cannot be reclaimed."],
    },
    Entry {
        code: Code::NotPaired,
        id: "not-paired",
        severity: Severity::Query,
        who: Who::Council,
        title: "Lines of one row do not pair",
        meaning: "Activities, audiences, providers or costs written several to a cell are not equally many, so which belongs to which is not certain.",
        example: "Five activities beside two costs.",
        expected: "One activity to a row, with its audience, provider and cost.",
        remedy: "Write one activity to a row.",
        accepted: &["The order is the same; the last ones have none."],
    },
    Entry {
        code: Code::CohortUnreadable,
        id: "cohort-unreadable",
        severity: Severity::Query,
        who: Who::Council,
        title: "A coaching figure cannot be read",
        meaning: "What stands for a coaching figure is no number.",
        example: "Several sessions.",
        expected: "A number.",
        remedy: "Write the number.",
        accepted: &["Not known."],
    },
    Entry {
        code: Code::ValueUnderMerge,
        id: "value-under-merge",
        severity: Severity::Query,
        who: Who::Council,
        title: "A value lies under merged cells",
        meaning: "The file holds a value in a cell that merging has hidden; Excel does not show it, and it is not read.",
        example: "A 5 left under a merged 4.",
        expected: "One value in the merged cells.",
        remedy: "Unmerge the cells and delete or keep the value.",
        accepted: &["It is a leftover."],
    },
    Entry {
        code: Code::HiddenRead,
        id: "hidden-read",
        severity: Severity::Note,
        who: Who::Coordinator,
        title: "Hidden sheet, rows or columns were read",
        meaning: "Answers stand in a hidden sheet, row or column; they are read like any other.",
        example: "A hidden sheet with the management table.",
        expected: "Answers where they can be seen.",
        remedy: "Nothing, if they are the council's answers.",
        accepted: &["They are the council's answers."],
    },
    Entry {
        code: Code::ExampleSkipped,
        id: "example-skipped",
        severity: Severity::Note,
        who: Who::Coordinator,
        title: "An example was left out",
        meaning: "A row or sheet marked as an example, guidance or list was not read.",
        example: "A row that begins with e.g.",
        expected: "Answers that are not marked as an example.",
        remedy: "Nothing, if it is one.",
        accepted: &["It is an example."],
    },
    Entry {
        code: Code::ReadingRemark,
        id: "reading-remark",
        severity: Severity::Query,
        who: Who::Coordinator,
        title: "Part of the file could not be read",
        meaning: "The workbook could be opened, but something in it could not be read or was repaired.",
        example: "A sheet that is damaged while the others are whole.",
        expected: "A workbook that can be read in full.",
        remedy: "Compare the sheet with what was read; ask for a fresh copy if something is missing.",
        accepted: &["Nothing is missing."],
    },
    Entry {
        code: Code::SectionCarriedOver,
        id: "section-carried-over",
        severity: Severity::Note,
        who: Who::Coordinator,
        title: "A section was taken from the return before",
        meaning: "The newest return does not contain this section, so it stands as the one before had it.",
        example: "A resubmission with the training sheet alone.",
        expected: "All sections in the newest return.",
        remedy: "Nothing, if the council meant to correct only part.",
        accepted: &["The council meant to correct only part."],
    },
    Entry {
        code: Code::OrderUnclear,
        id: "order-unclear",
        severity: Severity::Query,
        who: Who::Coordinator,
        title: "Which return is newer is not clear",
        meaning: "Two different returns of one council state neither versions nor dates that tell which is newer.",
        example: "Two files of one council, both of 21 November.",
        expected: "A version or a date that tells which is newer.",
        remedy: "Write a version into the newer one, or remove the older.",
        accepted: &[],
    },
    Entry {
        code: Code::FarFromLast,
        id: "far-from-last",
        severity: Severity::Query,
        who: Who::Council,
        title: "A figure is far from last period's",
        meaning: "The figure differs from the same council's last one by more than half, and by five or more.",
        example: "40 heads of service after 8.",
        expected: "A figure near last period's, or the reason for the change.",
        remedy: "Check the figure; explain the change if it is right.",
        accepted: &["A reorganisation."],
    },
    Entry {
        code: Code::DecisionUnmatched,
        id: "decision-unmatched",
        severity: Severity::Query,
        who: Who::Coordinator,
        title: "A ruling matches nothing",
        meaning: "A row of a decisions workbook rules on a text that no return that counts has any more.",
        example: "A ruling on the band of tier 3, whose titles the council has changed since.",
        expected: "A ruling on what stands in a return that counts.",
        remedy: "Look at what stands there now, and delete the row of the decisions workbook.",
        accepted: &[],
    },
    Entry {
        code: Code::DecisionContradicts,
        id: "decision-contradicts",
        severity: Severity::Query,
        who: Who::Coordinator,
        title: "Two rulings contradict each other",
        meaning: "Two rulings on the same matter, of the same day or without a date, say different things. Neither was applied.",
        example: "Heads of service in one decisions workbook, service managers in another.",
        expected: "One ruling on each matter, or the dates of them.",
        remedy: "Delete one of them, or write the date of the later one.",
        accepted: &[],
    },
    Entry {
        code: Code::DecisionUnreadable,
        id: "decision-unreadable",
        severity: Severity::Query,
        who: Who::Coordinator,
        title: "A ruling cannot be read",
        meaning: "What stands under Ruling is neither one of the choices nor the number asked for. It was not applied.",
        example: "About a dozen, as the ruling on a number of posts.",
        expected: "One of the choices, or a number.",
        remedy: "Choose from the list, or write a number such as 12.",
        accepted: &[],
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    #[expect(clippy::as_conversions, reason = "the discriminant is the place")]
    fn every_code_has_its_entry_and_says_what_to_do() {
        let mut ids = BTreeSet::new();
        for (place, entry) in CATALOGUE.iter().enumerate() {
            assert_eq!(entry.code as usize, place, "{} is out of its place", entry.id);
            assert!(ids.insert(entry.id), "{} stands twice", entry.id);
            assert!(entry.id.chars().all(|c| c.is_ascii_lowercase() || c == '-'));
            for text in [entry.title, entry.meaning, entry.example, entry.expected, entry.remedy] {
                assert!(!text.is_empty(), "{} leaves something unsaid", entry.id);
            }
            for sentence in entry.accepted {
                assert!(sentence.ends_with('.'), "{}: {sentence} is no sentence", entry.id);
            }
        }
    }
}
