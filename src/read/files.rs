//! Lists a period's input folder.
