//! What the last run wrote, and from what: by this a run knows that nothing is new. Kept
//! under `output/cache/`, and safe to delete.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::cache::Cache;
use crate::ledger::Ledger;
use crate::parallel;
use crate::pipeline::Workspace;
use crate::seen::Seen;

/// What the last run wrote.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Last {
    /// By period.
    pub(crate) periods: BTreeMap<String, Placed>,
    /// The ledger's digest.
    pub(crate) ledger: String,
}

/// The outputs of a period.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Placed {
    /// The digest of everything that they hang on.
    pub(crate) stamp: String,
    /// Digests by path within the period's output folder.
    pub(crate) outputs: BTreeMap<String, String>,
}

impl Last {
    fn path(output: &Path) -> PathBuf {
        output.join("cache").join("last.json")
    }

    /// Reads it; nothing where there is none.
    #[must_use]
    pub fn load(output: &Path) -> Self {
        let bytes = fs::read(Self::path(output)).ok();
        bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// Keeps it; without it the next run does more than it need.
    pub(crate) fn save(&self, output: &Path) {
        let path = Self::path(output);
        let beside = path.with_extension("new");
        let _ = serde_json::to_vec(self)
            .map(|bytes| fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, &path)));
    }

    /// The digest of a period's workbook as the last run wrote it.
    #[must_use]
    pub fn workbook(&self, period: &str) -> Option<&str> {
        let outputs = &self.periods.get(period)?.outputs;
        outputs.get(&format!("evaluation-{period}.xlsx")).map(String::as_str)
    }

    /// Whether a period's outputs were made from the same and are still whole.
    pub(crate) fn is_good(
        &self,
        workspace: &Workspace,
        period: &str,
        stamp: Option<&String>,
        seen: &Seen,
    ) -> bool {
        let Some(placed) = self.periods.get(period).filter(|placed| Some(&placed.stamp) == stamp) else {
            return false;
        };
        let folder = workspace.output().join(period);
        let is_whole = |(name, blake3): (&String, &String)| {
            seen.digest_own(&folder.join(name)).is_ok_and(|mark| mark.blake3() == blake3)
        };
        !placed.outputs.is_empty() && parallel::each(&placed.outputs, is_whole).into_iter().all(|whole| whole)
    }

    /// Whether the ledger is as the last run left it.
    pub(crate) fn ledger_is_sound(&self, workspace: &Workspace) -> bool {
        let output = workspace.output();
        let seen = Cache::new(&output, &workspace.reference.digest).seen();
        let path = Ledger::path(&output);
        !self.ledger.is_empty() && seen.digest_own(&path).is_ok_and(|mark| mark.blake3() == self.ledger)
    }
}
