//! The report as one HTML file that needs nothing else: no network, no script.
//!
//! Everything is escaped by construction ([`Markup`]). Tables that are wider than the
//! screen scroll within themselves; on paper they are laid out on pages of A4, the wide
//! ones across.

mod chart;
mod table;

use super::LANGUAGE;
use super::markup::Markup;
use crate::publish::report::{Piece, Report, Section};

const STYLE: &str = include_str!("html/style.css");
/// The file holds all it needs, and may fetch or run nothing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";
const EDITION: &str = "For the partnership\u{2019}s own use: it reports councils by name, small figures included. \
                       Figures for publication are in the public edition.";

/// Writes a report as the bytes of an HTML file.
#[must_use]
pub fn html(report: &Report) -> Vec<u8> {
    let mut page = Markup::new();
    page.own("<!DOCTYPE html>\n");
    page.tag("html", &[("lang", LANGUAGE)], |page| {
        page.tag("head", &[], |page| head(page, report));
        page.tag("body", &[], |page| {
            page.words("a", &[("class", "skip"), ("href", "#main")], "Skip to the report");
            front(page, report);
            contents(page, report);
            page.tag("main", &[("id", "main"), ("tabindex", "-1")], |page| {
                for one in &report.sections {
                    section(page, report, one);
                }
            });
            let made = report.properties.comment.replace("Working edition", "Report");
            page.tag("footer", &[], |page| page.words("p", &[], &made));
        });
    });
    page.finish()
}

fn head(page: &mut Markup, report: &Report) {
    let of = report.properties;
    page.empty("meta", &[("charset", "utf-8")]);
    for (name, content) in [
        ("viewport", "width=device-width, initial-scale=1"),
        ("color-scheme", "light dark"),
        ("author", &of.author),
        ("description", &of.subject),
    ] {
        page.empty("meta", &[("name", name), ("content", content)]);
    }
    page.empty("meta", &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)]);
    page.words("title", &[], &of.title);
    page.tag("style", &[], |page| page.own(STYLE));
}

/// Title, and what is to be known first.
fn front(page: &mut Markup, report: &Report) {
    page.tag("header", &[], |page| {
        page.words("h1", &[], &report.properties.title);
        page.words("p", &[("class", "by")], &report.properties.author);
        page.tag("dl", &[("class", "facts")], |page| {
            for (label, value) in &report.facts {
                page.tag("div", &[], |page| {
                    page.words("dt", &[], label);
                    page.words("dd", &[], value);
                });
            }
        });
        page.words("p", &[("class", "edition")], EDITION);
    });
}

fn contents(page: &mut Markup, report: &Report) {
    page.tag("nav", &[("aria-labelledby", "contents")], |page| {
        page.words("h2", &[("id", "contents")], "Contents");
        page.tag("ol", &[], |page| {
            for section in &report.sections {
                let target = format!("#{}", section.id);
                page.tag("li", &[], |page| page.words("a", &[("href", &target)], section.title));
            }
        });
    });
}

fn section(page: &mut Markup, report: &Report, section: &Section) {
    let heading = format!("{}-heading", section.id);
    page.tag("section", &[("id", section.id), ("aria-labelledby", &heading)], |page| {
        page.words("h2", &[("id", &heading)], section.title);
        for (place, piece) in section.pieces.iter().enumerate() {
            let id = format!("{}-{place}", section.id);
            match piece {
                Piece::Text(text) => page.words("p", &[], text),
                Piece::List(sentences) => page.tag("ul", &[], |page| {
                    for sentence in sentences {
                        page.words("li", &[], sentence);
                    }
                }),
                Piece::Table(table) => table::table(page, table, &id),
                Piece::Chart(chart) => chart::figure(page, chart, report.book, &id),
            }
        }
    });
}
