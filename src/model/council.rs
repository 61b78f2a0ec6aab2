//! A council, as the register knows it.

use serde::{Deserialize, Serialize};

use std::sync::Arc;

use jiff::civil::Date;

/// What every row about a council carries: its ONS code and usual name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CouncilId {
    /// ONS (GSS) code, such as `E07000129`.
    pub code: Arc<str>,
    /// The usual name, such as `Blaby`.
    pub name: Arc<str>,
}

/// One row of the register of local authorities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Council {
    /// Code and usual name.
    pub id: CouncilId,
    /// Full name, such as `Blaby District Council`.
    pub official_name: String,
    /// Other spellings the register knows.
    pub other_names: Vec<String>,
    /// First day of the authority, where the register has it.
    pub started: Option<Date>,
    /// Last day of an authority that was abolished.
    pub ended: Option<Date>,
}
