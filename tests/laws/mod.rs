//! The laws of every run, held against runs of the real program.

mod every_run;

pub use every_run::broken;
