//! Why a run could not be finished. Bad data is never an error: it is a finding.

/// A broken run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The figures could not be worked out.
    #[error("the measures could not be worked out")]
    Measuring(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// An output could not be made.
    #[error("{what} could not be written")]
    Writing {
        /// Which output, such as `tidy/posts.csv`.
        what: String,
        /// Why not.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl Error {
    /// What makes an error of whatever stopped the writing of `what`.
    pub fn writing<E>(what: impl Into<String>) -> impl FnOnce(E) -> Self
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let what = what.into();
        move |source| Self::Writing { what, source: source.into() }
    }
}
