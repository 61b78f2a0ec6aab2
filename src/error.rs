//! What stops a run. Bad data never does: that is a finding.

use std::path::PathBuf;

/// A run that could not go on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A reference file cannot be used.
    #[error("reference file {file}: {message}")]
    Reference {
        /// Its name.
        file: String,
        /// What is wrong, with its line.
        message: String,
    },
    /// `returns.toml` cannot be used.
    #[error("{path}: {message}", path = path.display())]
    Settings {
        /// Its path.
        path: PathBuf,
        /// What is wrong, with its line.
        message: String,
    },
    /// The workspace or the period is not there.
    #[error("{0}")]
    Missing(String),
    /// A file or folder cannot be read or written.
    #[error("{doing} {path}: {source}", path = path.display())]
    Io {
        /// `cannot read`, `cannot write`.
        doing: &'static str,
        /// The path.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Another run is at work in the workspace.
    #[error("another run is at work here: {0}. Wait for it to end and run again, or leave out --no-wait.")]
    Held(String),
    /// The ledger cannot be read or written.
    #[error("cannot {doing} the ledger {path}: {message}", path = path.display())]
    Ledger {
        /// `read`, `write`.
        doing: &'static str,
        /// Its path.
        path: PathBuf,
        /// What the database says.
        message: String,
    },
    /// An output could not be made.
    #[error("cannot make {what}: {message}")]
    Output {
        /// Which output.
        what: String,
        /// Why.
        message: String,
    },
}

impl Error {
    /// What makes an error of whatever stopped the making of `what`.
    pub fn output<E: std::fmt::Display>(what: impl Into<String>) -> impl FnOnce(E) -> Self {
        let what = what.into();
        move |source| Self::Output { what, message: source.to_string() }
    }
}
