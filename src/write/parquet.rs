//! A tidy table as Parquet: text as UTF-8, whole numbers as INT64, numbers in
//! hundredths as DOUBLE, every column optional. The same table gives the same bytes.

use std::sync::Arc;

use ::parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::types::Type;

use super::decimal;
use crate::error::Error;
use crate::model::{Column, Kind, Table, Value};

/// The table's bytes.
///
/// # Errors
///
/// None that a table's content can bring about: only if the Parquet writer itself fails.
pub fn parquet(table: &Table) -> Result<Vec<u8>, Error> {
    file(table).map_err(Error::output(format!("tidy/{}.parquet", table.name)))
}

/// What wrote the file, in the form that readers parse.
const CREATED_BY: &str = concat!("returns version ", env!("CARGO_PKG_VERSION"));

fn file(table: &Table) -> Result<Vec<u8>, ParquetError> {
    let properties = WriterProperties::builder()
        .set_created_by(CREATED_BY.to_owned())
        .set_compression(Compression::SNAPPY);
    let schema = Arc::new(schema(table)?);
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties.build()))?;
    let mut group = writer.next_row_group()?;
    for (at, column) in table.columns.iter().enumerate() {
        let values: Vec<&Value> = table.rows.iter().map(|row| row.get(at).unwrap_or(&Value::Null)).collect();
        if let Some(mut target) = group.next_column()? {
            write(&mut target, column.kind, &values)?;
            target.close()?;
        }
    }
    group.close()?;
    writer.into_inner()
}

fn schema(table: &Table) -> Result<Type, ParquetError> {
    let fields = table.columns.iter().map(|column| Ok(Arc::new(field(column)?)));
    Type::group_type_builder(table.name).with_fields(fields.collect::<Result<_, ParquetError>>()?).build()
}

fn field(column: &Column) -> Result<Type, ParquetError> {
    let (physical, logical) = match column.kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Whole => (Physical::INT64, None),
        Kind::Hundredths => (Physical::DOUBLE, None),
    };
    Type::primitive_type_builder(column.name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical)
        .build()
}

/// Writes one column; a value of another kind than the column's is null.
fn write(target: &mut SerializedColumnWriter<'_>, kind: Kind, values: &[&Value]) -> Result<(), ParquetError> {
    match kind {
        Kind::Text => {
            let (given, levels) = given(values, |value| match value {
                Value::Text(text) => Some(ByteArray::from(text.as_str())),
                _ => None,
            });
            target.typed::<ByteArrayType>().write_batch(&given, Some(&levels), None)?;
        }
        Kind::Whole => {
            let (given, levels) = given(values, |value| match value {
                Value::Whole(number) => Some(*number),
                _ => None,
            });
            target.typed::<Int64Type>().write_batch(&given, Some(&levels), None)?;
        }
        Kind::Hundredths => {
            let (given, levels) = given(values, |value| match value {
                Value::Hundredths(number) => decimal(*number).parse().ok(),
                _ => None,
            });
            target.typed::<DoubleType>().write_batch(&given, Some(&levels), None)?;
        }
    }
    Ok(())
}

/// The values that are there, and for every row whether there is one.
fn given<T>(values: &[&Value], take: fn(&Value) -> Option<T>) -> (Vec<T>, Vec<i16>) {
    let taken: Vec<Option<T>> = values.iter().map(|value| take(value)).collect();
    let levels = taken.iter().map(|value| i16::from(value.is_some())).collect();
    (taken.into_iter().flatten().collect(), levels)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use ::parquet::file::reader::{FileReader, SerializedFileReader};
    use ::parquet::record::Field;

    use super::*;

    static COLUMNS: [Column; 3] = [
        Column { name: "text", kind: Kind::Text, about: "Text." },
        Column { name: "whole", kind: Kind::Whole, about: "Whole." },
        Column { name: "hundredths", kind: Kind::Hundredths, about: "Hundredths." },
    ];

    fn table(rows: Vec<Vec<Value>>) -> Table {
        Table { name: "sample", about: "Sample.", columns: &COLUMNS, rows }
    }

    fn read(bytes: &[u8]) -> Vec<Vec<Field>> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let rows = reader.get_row_iter(None).unwrap();
        rows.map(|row| row.unwrap().get_column_iter().map(|(_, field)| field.clone()).collect()).collect()
    }

    #[test]
    fn values_come_back_with_their_kinds() {
        let table = table(vec![
            vec!["=Müller".into(), Value::Whole(-3), Value::Hundredths(4375)],
            vec![Value::Null, Value::Null, Value::Null],
            vec!["b".into(), Value::Whole(i64::MAX), Value::Hundredths(-1)],
        ]);
        let rows = read(&parquet(&table).unwrap());
        assert_eq!(
            rows,
            [
                vec![Field::Str("=Müller".into()), Field::Long(-3), Field::Double(43.75)],
                vec![Field::Null, Field::Null, Field::Null],
                vec![Field::Str("b".into()), Field::Long(i64::MAX), Field::Double(-0.01)],
            ]
        );
    }

    #[test]
    fn the_same_table_gives_the_same_bytes() {
        let table = table(vec![vec!["a".into(), Value::Whole(1), Value::Null]; 500]);
        assert_eq!(parquet(&table).unwrap(), parquet(&table).unwrap());
    }

    #[test]
    fn a_table_without_rows_can_be_read() {
        assert!(read(&parquet(&table(Vec::new())).unwrap()).is_empty());
    }
}
