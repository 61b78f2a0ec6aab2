//! What only a training table has: costs in parts, a word for internal or external in each
//! row, and statements where there is no table.

pub(super) mod cost_rows;
pub(super) mod delivery_columns;
pub(super) mod statements;
