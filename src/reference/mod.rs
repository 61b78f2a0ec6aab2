//! What is data, not code: the questionnaire's words, the register of councils, the
//! rules for titles and qualifications. Compiled in; a file of the same name in the
//! workspace's `reference/` folder takes its place.

mod councils;
mod memo;
mod misspelt;
mod qualifications;
mod questionnaire;
mod settings;
mod spellings;
mod titles;
mod told;
mod words;

use std::path::Path;
use std::sync::Arc;

pub use councils::{Councils, Match, Strength};
pub use qualifications::{Qualification, Qualifications};
pub use questionnaire::{
    AnswerRule, CODES, ColumnOf, ConsiderRule, General, Named, Question, QuestionKind, Questionnaire,
    SectionWords, without_years,
};
pub use settings::Settings;
pub use titles::{Rank, TitleRule, Titles};
pub(crate) use told::{Example, Head, Told};
pub use words::{
    Index, Phrase, best_likeness, holds_any, is_one_letter_off, single_spaced, unnumbered, words,
};

use crate::error::Error;
use told::Texts;

/// All reference data of a run.
#[derive(Debug, Clone)]
pub struct Reference {
    /// The questionnaire's words.
    pub questionnaire: Questionnaire,
    /// The register of councils, and who of them is in the partnership.
    pub councils: Councils,
    /// Title rules.
    pub titles: Titles,
    /// Qualifications.
    pub qualifications: Qualifications,
    /// The digest of all this, and of who is in the partnership.
    pub digest: String,
    texts: Texts,
}

impl Reference {
    /// The reference data compiled in, each file replaced by the workspace's own
    /// where it has one, for a partnership of the councils with these ONS codes.
    ///
    /// # Errors
    /// Where a reference file cannot be read or used; the message names the line.
    pub fn load(workspace: Option<&Path>, partnership: &[String]) -> Result<Self, Error> {
        let text = |name: &str, built_in: &'static str| -> Result<String, Error> {
            let Some(path) = workspace.map(|folder| folder.join("reference").join(name)) else {
                return Ok(built_in.to_owned());
            };
            if !path.is_file() {
                return Ok(built_in.to_owned());
            }
            std::fs::read_to_string(&path).map_err(|source| Error::Io { doing: "cannot read", path, source })
        };
        let texts = [
            text("questionnaire.toml", include_str!("../../reference/questionnaire.toml"))?,
            text("councils.csv", include_str!("../../reference/councils.csv"))?,
            text("titles.csv", include_str!("../../reference/titles.csv"))?,
            text("qualifications.csv", include_str!("../../reference/qualifications.csv"))?,
        ];
        let mut hasher = blake3::Hasher::new();
        for part in texts.iter().chain(partnership) {
            hasher.update(part.as_bytes()).update(b"\0");
        }
        let [questionnaire, councils, titles, qualifications] = &texts;
        Ok(Self {
            questionnaire: Questionnaire::parse(questionnaire)?,
            councils: Councils::parse(councils, partnership)?,
            titles: Titles::parse(titles)?,
            qualifications: Qualifications::parse(qualifications)?,
            digest: hasher.finalize().to_hex().to_string(),
            texts: Texts::default(),
        })
    }

    /// A text of a return, with what was made of it before.
    pub(crate) fn told(&self, text: &str) -> Arc<Told> {
        self.texts.told(text)
    }
}
