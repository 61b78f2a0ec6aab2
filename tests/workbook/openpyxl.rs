//! Both editions in openpyxl, which many scripts read workbooks with: loaded without a
//! warning. It says so where Python or openpyxl is missing; `.ci/run` installs them.

use std::process::Command;

use crate::support::{at, run_2005};

const LOAD: &str = "import sys, openpyxl\nfor path in sys.argv[1:]:\n    openpyxl.load_workbook(path)\n";

#[test]
fn openpyxl_loads_both_editions_without_a_warning() {
    let own = at("target/venv/bin/python").to_string_lossy().into_owned();
    let has = |python: &String| {
        Command::new(python).args(["-c", "import openpyxl"]).output().is_ok_and(|done| done.status.success())
    };
    let Some(python) = [own, "python3".to_owned()].into_iter().find(has) else {
        println!("left out: there is no Python with openpyxl");
        return;
    };
    let folder = run_2005().folder.join("output/2005");
    let editions = ["evaluation-2005.xlsx", "evaluation-2005-public.xlsx"].map(|name| folder.join(name));
    let done = Command::new(python).args(["-W", "error", "-c", LOAD]).args(&editions).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}
