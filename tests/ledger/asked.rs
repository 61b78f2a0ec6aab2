//! What the ledger can be asked in plain SQL, as `docs/ledger.md` has it.

use crate::support::{Workspace, at, seven};

/// The statements of the document, each under the heading before it.
fn statements() -> Vec<String> {
    let text = std::fs::read_to_string(at("docs/ledger.md")).unwrap();
    let mut parts = text.split("```sql\n").skip(1);
    let mut found = Vec::new();
    for part in &mut parts {
        found.push(part.split("```").next().unwrap().to_owned());
    }
    found
}

#[test]
fn the_statements_of_the_document_are_answered() {
    let workspace = Workspace::seven("asked");
    workspace.collate();
    assert_eq!(workspace.run(&["issue", "2005"]).code, 0);
    // Afterwards Blaby's figures change.
    let (_, bytes) = seven().into_iter().find(|(name, _)| name.starts_with("Harborough")).unwrap();
    workspace.put("2005", "again.xlsx", &bytes);
    workspace.collate();
    let ledger = rusqlite::Connection::open(workspace.folder.join("output/ledger.sqlite")).unwrap();
    let statements = statements();
    assert!(statements.len() >= 3, "{statements:?}");
    for statement in &statements {
        let mut asked = ledger.prepare(statement).unwrap_or_else(|why| panic!("{statement}: {why}"));
        let mut rows = asked.query([]).unwrap();
        assert!(rows.next().unwrap().is_some(), "{statement} finds nothing");
    }
    let (lower, upper): (f64, f64) =
        ledger.query_row(&statements[0], [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    assert_eq!((lower, upper), (32.0, 32.0));
}

#[test]
fn the_document_names_every_table_and_column() {
    let workspace = Workspace::seven("schema");
    workspace.collate();
    let text = std::fs::read_to_string(at("docs/ledger.md")).unwrap();
    let ledger = rusqlite::Connection::open(workspace.folder.join("output/ledger.sqlite")).unwrap();
    let mut asked = ledger
        .prepare(
            "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'",
        )
        .unwrap();
    let columns = asked.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    for column in columns {
        let (table, column): (String, String) = column.unwrap();
        for name in [&table, &column] {
            assert!(text.contains(&format!("`{name}`")), "docs/ledger.md does not name {name} of {table}");
        }
    }
    let version: i64 = ledger.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    assert!(text.contains(&format!("`user_version` is {version}")), "{version}");
    let journal: String = ledger.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
    assert_eq!(journal, "wal");
}
