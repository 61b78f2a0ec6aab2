//! Columns of text from a Parquet file that this program wrote.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::schema::types::Type;

/// The rows, each with the columns asked for in that order; what is null or no text is
/// an empty text.
///
/// # Errors
/// Says why the file cannot be read, or that it has no such column.
pub fn texts(path: &Path, columns: &[&str]) -> Result<Vec<Vec<String>>, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    rows(file, columns).map_err(|error| error.to_string())
}

fn rows(file: File, columns: &[&str]) -> Result<Vec<Vec<String>>, ParquetError> {
    let reader = SerializedFileReader::new(file)?;
    let schema = reader.metadata().file_metadata().schema();
    let fields = columns.iter().map(|name| {
        let field = schema.get_fields().iter().find(|field| field.name() == *name);
        field.map(Arc::clone).ok_or_else(|| ParquetError::General(format!("it has no column {name}")))
    });
    let fields = fields.collect::<Result<_, ParquetError>>()?;
    let wanted = Type::group_type_builder(schema.name()).with_fields(fields).build()?;
    let rows = reader.get_row_iter(Some(wanted))?.map(|row| {
        let row = row?;
        let texts = columns.iter().map(|name| {
            let field = row.get_column_iter().find(|(own, _)| own == name).map(|(_, field)| field);
            match field {
                Some(Field::Str(text)) => text.clone(),
                _ => String::new(),
            }
        });
        Ok(texts.collect())
    });
    rows.collect()
}
