//! The report: what it holds, that nothing a return says becomes markup, and how a
//! browser shows it.
//!
//! The browser's tests need Node.js, Chromium, and the packages of `package.json` beside
//! this file; where one is missing they say so and are left out. `.ci/run` installs them.

mod browser;

use returns::publish::publish;
use returns::publish::report::{Piece, report};
use returns::write::html;

use proptest::prelude::*;

use crate::support::run_2005;
use crate::workbook::fixture;

fn page() -> String {
    String::from_utf8(run_2005().bytes("2005", "report-2005.html")).unwrap()
}

#[test]
fn the_report_has_its_sections_in_order() {
    let page = page();
    let headings = [
        "Introduction",
        "Practices",
        "Reviews by council",
        "Management facts and figures",
        "Management qualifications",
        "Training activity and costs",
        "Coaching",
        "Method and notes",
    ];
    let mut from = 0;
    for heading in headings {
        let found = page[from..].find(&format!(">{heading}</h2>"));
        from += found.unwrap_or_else(|| panic!("no section {heading} behind the ones before"));
    }
    assert_eq!(page.matches("<svg ").count(), 4, "charts");
}

#[test]
fn the_report_needs_nothing_else_and_runs_nothing() {
    let page = page();
    for word in [
        "<script",
        "<link",
        "<img",
        "<iframe",
        "src=",
        "@import",
        "url(",
        "javascript:",
        "http://",
        "https://",
    ] {
        assert!(!page.contains(word), "{word}");
    }
    assert!(page.contains(r#"<html lang="en-GB">"#));
}

#[test]
fn every_table_has_a_caption_and_headers_that_say_what_they_head() {
    let page = page();
    let count = |what: &str| page.matches(what).count();
    assert_eq!(count("<table>"), count("<caption "));
    assert_eq!(count("<table>"), count("<thead>"));
    assert!(count("<th scope=\"row\">") > 50);
    assert_eq!(count("<th "), count("<th scope="), "a header without scope");
}

#[test]
fn every_table_and_chart_is_the_books() {
    let book = publish(&fixture::evaluation(), &fixture::context());
    let report = report(&book);
    let mut tables = 0;
    for piece in report.sections.iter().flat_map(|section| &section.pieces) {
        let Piece::Table(table) = piece else { continue };
        let (_, own) = book.table(table.table.id).unwrap();
        for row in &table.rows {
            let is_there = own.rows.iter().any(|there| row.iter().all(|cell| there.contains(cell)));
            assert!(is_there, "{}: {row:?}", table.table.id);
        }
        tables += 1;
    }
    assert!(tables > 12);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn nothing_a_return_says_becomes_markup(hostile in "[<>&\"'/=a-z \u{0}-\u{1f}]{1,40}") {
        let marked = format!("</td></svg><script>{hostile}</script><img src=x onerror=\"1\">{hostile}");
        let mut evaluation = fixture::evaluation();
        let harmless = String::from_utf8(html(&report(&publish(&evaluation, &fixture::context())))).unwrap();
        evaluation.partnership.clone_from(&marked);
        for one in &mut evaluation.wave.returns {
            one.file.clone_from(&marked);
            for posts in &mut one.posts { posts.titles = vec![marked.clone()]; }
            for activity in &mut one.training { activity.activity.clone_from(&marked); activity.provider.clone_from(&marked); }
            for review in &mut one.reviews { review.text.clone_from(&marked); }
            for named in &mut one.qualifications { named.qualification.clone_from(&marked); }
        }
        let page = String::from_utf8(html(&report(&publish(&evaluation, &fixture::context())))).unwrap();
        // Line breaks aside, the elements are those of the page without it.
        for element in ["<script", "<img", "</svg>", "<td", "</td>", "<tr>"] {
            prop_assert_eq!(page.matches(element).count(), harmless.matches(element).count(), "{}", element);
        }
    }
}
