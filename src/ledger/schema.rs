//! The ledger's tables, and how an older ledger becomes one of today.

use super::{Ledger, fault};
use crate::error::Error;

/// The schema that this program writes.
pub(super) const VERSION: i64 = 1;

/// What makes a ledger of one version into one of the next; the first makes an empty file one.
const MIGRATIONS: [&str; 1] = [include_str!("schema_1.sql")];

/// Brings a ledger up to date, a transaction a step.
pub(super) fn migrate(ledger: &mut Ledger) -> Result<(), Error> {
    let path = ledger.path.clone();
    let fault = |source| fault("write", &path)(source);
    let version: i64 =
        ledger.connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(fault)?;
    for (to, step) in (1_i64..).zip(MIGRATIONS).filter(|(to, _)| *to > version) {
        let transaction = ledger.connection.transaction().map_err(fault)?;
        transaction.execute_batch(step).map_err(fault)?;
        transaction.pragma_update(None, "user_version", to).map_err(fault)?;
        transaction.commit().map_err(fault)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_step_to_every_version() {
        assert_eq!(i64::try_from(MIGRATIONS.len()), Ok(VERSION));
    }
}
