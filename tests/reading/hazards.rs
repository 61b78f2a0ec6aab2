//! Public workbooks that have broken other readers, through workers with limits.

use std::path::PathBuf;

use super::at;
use super::pool::{Account, accounts, pool};

/// What becomes of each: its format where it is read, or the code it is refused for.
const EXPECTED: &[(&str, &str)] = &[
    ("51535.xls", "xls"),
    ("Fillreport.xlsx", "FileUnreadable"),
    ("HiddenMergeCellsTest.xlsx", "xlsx"),
    ("SharedFormulaTest.xls", "xls"),
    ("Simple.xlsb", "xlsb"),
    ("Test_Issue_12556_corrupt.xls", "FileUnreadable"),
    ("any_sheets.xlsb", "xlsb"),
    ("as3xls_BIFF2.xls", "FileNotWorkbook"),
    ("attack_billion_laughs.ods", "FileUnreadable"),
    ("attack_quadratic_blowup.xlsx", "FileUnreadable"),
    ("badfile_noWorksheets.xlsx", "FileUnreadable"),
    ("clusterfuzz-testcase-minimized-POIHSSFFuzzer-5889658057523200.xls", "FileUnreadable"),
    ("clusterfuzz-testcase-minimized-POIXSSFFuzzer-5937385319563264.xlsx", "xlsx"),
    ("clusterfuzz-testcase-minimized-XLSX2CSVFuzzer-5025401116950528.xlsx", "FileUnreadable"),
    ("encrypted-letmein.ods", "FileProtected"),
    ("file_corrupted.ods", "FileUnreadable"),
    ("issue.804.ods", "ods"),
    ("issue_594_dos.ods", "FileTooLarge"),
    ("maccentraleurope.biff5.xls", "xls"),
    ("mtcars.xls", "xls"),
    ("null_archive.xlsx", "FileNotWorkbook"),
    ("null_file.xlsx", "FileUnreadable"),
    ("oleloop.xls", "FileUnreadable"),
    ("one_sheet_with_invalid_xml_characters.xlsx", "FileUnreadable"),
    ("poc-xmlbomb.xlsx", "FileUnreadable"),
    ("rc4cryptoapi_password.xls", "FileProtected"),
    ("sample-beta.xlsx", "xlsx"),
    ("standard_AES128_SHA1_ECB_pwd_password.xlsb", "FileProtected"),
    ("tdf76115.xlsx", "xlsx"),
    ("testEXCEL_4.xls", "FileNotWorkbook"),
    ("type_excel.ods", "xls"),
    ("xlsx-corrupted.xlsx", "xlsx"),
];

#[test]
fn every_hazard_is_read_or_refused_for_a_fair_reason() {
    let paths: Vec<PathBuf> = EXPECTED.iter().map(|(name, _)| at("tests/hazards").join(name)).collect();
    let accounts = accounts(&pool(256), &paths);
    let became: Vec<_> =
        EXPECTED.iter().zip(&accounts).map(|((name, _), account)| (*name, account.word())).collect();
    assert_eq!(became, EXPECTED);
    for account in accounts {
        if let Account::Refused { reason, .. } = account {
            assert!(reason.starts_with("The ") && reason.ends_with('.') && reason.contains(". "), "{reason}");
        }
    }
}

#[test]
fn every_hazard_in_the_folder_has_its_expectation() {
    let (files, _) = returns::read::files::list(&at("tests/hazards"));
    let own = ["SOURCES.tsv", "make_hazards.py"];
    let names: Vec<_> =
        files.iter().map(|file| file.name.as_str()).filter(|name| !own.contains(name)).collect();
    let mut expected: Vec<_> = EXPECTED.iter().map(|(name, _)| *name).collect();
    expected.sort_unstable();
    assert_eq!(names, expected);
}
