//! The report in headless Chromium: no console errors, no sideways scroll on a phone,
//! nothing that axe-core finds, and nothing cut on paper.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{at, run_2005};

/// What the browser's tests need, or what of it is missing.
fn tools() -> Result<PathBuf, String> {
    let runs =
        |name: &str| Command::new(name).arg("--version").output().is_ok_and(|done| done.status.success());
    if !runs("node") {
        return Err("there is no Node.js".to_owned());
    }
    let found = std::env::var("CHROMIUM")
        .ok()
        .into_iter()
        .chain(["chromium".to_owned(), "chromium-browser".to_owned()]);
    let Some(chromium) = found.into_iter().find(|name| runs(name)) else {
        return Err("there is no Chromium".to_owned());
    };
    let modules = at("tests/report/node_modules");
    for package in ["playwright-core", "axe-core"] {
        if !modules.join(package).is_dir() {
            return Err(format!(
                "{package} is not installed: npm install --no-package-lock --prefix tests/report"
            ));
        }
    }
    Ok(PathBuf::from(chromium))
}

/// What the browser finds wrong with a page; the page on paper goes to `paper`. Nothing
/// where a tool is missing, which it says.
fn faults(page: &Path, paper: &Path) -> Option<String> {
    let chromium = tools().inspect_err(|missing| println!("left out: {missing}")).ok()?;
    let done = Command::new("node")
        .arg(at("tests/report/look.cjs"))
        .args([page, paper])
        .env("CHROMIUM", chromium)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout).trim().to_owned();
    assert_eq!(done.status.success(), said.is_empty(), "{said}{}", String::from_utf8_lossy(&done.stderr));
    Some(said)
}

#[test]
fn a_browser_shows_it_well_on_screen_and_paper() {
    let folder = tempfile::tempdir().unwrap();
    let paper = folder.path().join("report.pdf");
    let report = run_2005().folder.join("output/2005/report-2005.html");
    let Some(faults) = faults(&report, &paper) else { return };
    assert_eq!(faults, "");
    nothing_is_cut(&paper);
}

/// That the check above would notice.
#[test]
fn a_browser_tells_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let (page, paper) = (folder.path().join("spoilt.html"), folder.path().join("spoilt.pdf"));
    let report = String::from_utf8(run_2005().bytes("2005", "report-2005.html")).unwrap();
    let spoilt = report.replace(" lang=\"en-GB\"", "").replace(
        "<footer>",
        "<script>1</script><img src=\"picture.png\"/><p style=\"width:50rem;color:#ccc\">wide and pale</p><footer>",
    );
    std::fs::write(&page, spoilt).unwrap();
    let Some(faults) = faults(&page, &paper) else { return };
    for fault in ["scrolls sideways", "html-has-lang", "color-contrast", "image-alt", "console"] {
        assert!(faults.contains(fault), "{fault} is not told: {faults}");
    }
}

/// Every word of the PDF stands within its page.
fn nothing_is_cut(paper: &Path) {
    let Ok(done) = Command::new("pdftotext").arg("-bbox").arg(paper).arg("-").output() else {
        println!("left out: there is no pdftotext");
        return;
    };
    let text = String::from_utf8_lossy(&done.stdout);
    let number = |line: &str, name: &str| -> f64 {
        let (_, after) = line.split_once(&format!("{name}=\"")).unwrap();
        after.split('"').next().unwrap().parse().unwrap()
    };
    let (mut width, mut words) = (0.0, 0);
    for line in text.lines() {
        if line.contains("<page ") {
            width = number(line, "width");
        } else if line.contains("<word ") {
            assert!(
                number(line, "xMax") < width - 20.0 && number(line, "xMin") > 20.0,
                "cut on a page {width} wide: {line}"
            );
            words += 1;
        }
    }
    assert!(words > 1500, "only {words} words on paper");
}
