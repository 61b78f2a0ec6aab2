//! A book as an Excel workbook.
//!
//! The only module that knows `rust_xlsxwriter`. The same book gives the same bytes:
//! the creation date is the book's own.

mod cells;
mod charts;
mod frame;
mod metrics;
mod package;
mod place;
mod style;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::parallel;
use crate::publish::book::{Block, Book, ChartsAt, Edition, Sheet};

use super::WriteError;
use cells::Pen;
pub(super) use frame::way;
use place::{Placed, Plan};
use style::{Styles, Worn};

/// How hard the package is packed: at this level in half the time of the usual 6, and an
/// eighth larger.
const PACKING: u8 = 3;
/// What is left free between charts, in pixels.
const GUTTER: u32 = 16;

/// Writes a book as the bytes of an `.xlsx` workbook.
///
/// # Errors
///
/// Where the book asks for what a workbook cannot hold, such as two sheets of one name.
pub fn xlsx(book: Book) -> Result<Vec<u8>, WriteError> {
    let mut workbook = laid_out(book)?;
    package::finish(&workbook.save_to_buffer()?)
}

/// The book with everything in its place, several sheets at once. The workbook has its own
/// copy of everything, so each sheet is let go once it is written.
fn laid_out(book: Book) -> Result<Workbook, WriteError> {
    let plan = Plan::new(&book);
    let mut workbook = Workbook::new();
    workbook.set_zip_compression_level(PACKING);
    workbook.set_default_format(
        &style::default_format(book.edition),
        metrics::height(1, style::points(book.edition)),
        style::DEFAULT_COLUMN_PIXELS,
    )?;
    workbook.set_properties(&properties(&book)?);
    let edition = book.edition;
    let pages = parallel::each(book.sheets, |sheet| {
        let mut page = Worksheet::new();
        write_sheet(&mut page, &sheet, &plan, &mut Styles::new(edition))
            .map_err(|source| WriteError::Sheet { sheet: sheet.name.to_owned(), source })?;
        Ok::<_, WriteError>(page)
    });
    for page in pages {
        workbook.push_worksheet(page?);
    }
    Ok(workbook)
}

/// How wide a sheet's columns are, in pixels.
pub(super) fn column_widths(sheet: &Sheet, edition: Edition) -> Vec<u32> {
    place::widths(sheet, style::points(edition))
}

fn properties(book: &Book) -> Result<DocProperties, XlsxError> {
    let from = &book.properties;
    let [year, month, day] = from.created.map_or([2000, 1, 1], |date| {
        [i32::from(date.year()), i32::from(date.month()), i32::from(date.day())]
    });
    let part = |number: i32| u8::try_from(number).unwrap_or(1);
    let created = ExcelDateTime::from_ymd(u16::try_from(year).unwrap_or(2000), part(month), part(day))?;
    Ok(DocProperties::new()
        .set_title(&from.title)
        .set_subject(&from.subject)
        .set_author(&from.author)
        .set_company(&from.author)
        .set_keywords(&from.keywords)
        .set_comment(&from.comment)
        .set_creation_datetime(&created))
}

fn write_sheet(
    page: &mut Worksheet,
    sheet: &Sheet,
    plan: &Plan,
    styles: &mut Styles,
) -> Result<(), XlsxError> {
    page.set_name(sheet.name)?;
    frame::columns(page, sheet, plan)?;
    let mut pen = Pen { page, sheet, plan, styles, worn: Worn::default() };
    frame::head(&mut pen)?;
    let mut beside = 0;
    for (block, placed) in sheet.blocks.iter().zip(plan.blocks(sheet)) {
        write_block(&mut pen, block, *placed, &mut beside)?;
    }
    pen.worn.dress(pen.page, pen.styles)?;
    frame::page(pen.page, sheet, plan)
}

fn write_block(pen: &mut Pen, block: &Block, placed: Placed, beside: &mut u32) -> Result<(), XlsxError> {
    match block {
        Block::Heading(text) => frame::heading(pen, placed.top, text),
        Block::Text(text) => frame::paragraph(pen, placed.top, text),
        Block::Facts(facts) => cells::facts(pen, placed.top, facts),
        Block::Table(table) => cells::table(pen, table, placed),
        Block::Chart(chart) => {
            let made = charts::chart(chart, pen.plan, pen.sheet.charts);
            if pen.sheet.charts == ChartsAt::Below {
                pen.page.insert_chart_with_offset(placed.top, 0, &made, 4, 4)?;
                return Ok(());
            }
            let (width, height) = charts::size(chart, ChartsAt::Beside);
            let (across, down) = ((width + GUTTER) * (*beside % 2), (height + GUTTER) * (*beside / 2));
            let column = pen.plan.columns_of(pen.sheet);
            pen.page.insert_chart_with_offset(place::HEAD, column, &made, GUTTER + across, down)?;
            *beside += 1;
            Ok(())
        }
    }
}
