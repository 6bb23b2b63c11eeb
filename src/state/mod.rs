//! Signals, and the verbs that change them. No markup.
//!
//! Two kinds of state never mix: the [`Catalog`] is what the source said, the
//! [`Workspace`] is what the user arranged. The page is what both give.

mod app;
mod arrange;
mod baseline;
mod cache;
mod catalog;
mod chart_sections;
mod color_key;
mod combine;
mod config;
mod curve;
mod custom;
mod custom_lines;
mod embed;
mod filter_language;
mod grouped;
mod grouping;
mod hidden;
mod lines;
mod link;
mod live;
mod load;
mod number_look;
mod one_chart;
mod picked;
mod quantity_words;
mod run_filter;
mod scatter;
mod scatter_picture;
mod sweep;
mod table_groups;
mod table_view;
mod theme;
mod thresholds;
mod vault;
mod visible;
mod workspace;

pub use app::{App, provide_app, use_app};
pub use baseline::Baseline;
pub use cache::Watched;
pub use catalog::{Catalog, FileStart, List, LoadedMetric, LoadedSummary, LogLimit, LogRead, LogWish};
pub use chart_sections::ChartSections;
pub use color_key::{ColorKey, Colors};
pub use config::NamedSource;
pub use curve::{axis_kind, curve_of};
pub use custom::CustomChart;
pub use custom_lines::use_custom_lines;
pub use embed::Embed;
pub use filter_language::{FilterSuggestions, language_is_here};
pub use grouped::{Drawn, Treatment};
pub use grouping::Grouping;
pub use hidden::Hidden;
pub use lines::{ChartData, Failure, Runs, use_lines};
pub use link::{decode, encode};
pub use live::{Every, Live, provide_live, use_live};
pub use load::Loadable;
pub use number_look::NumberLook;
pub use one_chart::OneChart;
pub use picked::{Picked, use_picked};
pub use quantity_words::{axis_kind_of, cell_text, column_text, value_text};
pub use run_filter::RunFilter;
pub use scatter::Scatter;
pub use scatter_picture::{ScatterPicture, scatter_axes};
pub use sweep::{SweepView, objective_of, shared_metrics};
pub use table_groups::TableGroups;
pub use table_view::TableView;
pub use theme::{Theme, ThemeChoice, provide_theme, use_theme};
pub use thresholds::{Thresholds, numbers};
pub use visible::{ColumnOffer, use_column_offer, use_groups, use_visible, visible_runs};
pub use workspace::{AxisScale, Page, Ranges, RunTab, Workspace, XAxis};

pub use crate::source::{FileList, RunQuery, SourceError};
