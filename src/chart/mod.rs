//! Numbers to marks. Pure: no browser, no signals, nothing of the other layers.
//!
//! ```text
//! lines + ChartSpec + Size
//!     │ summary   what is worth knowing of all points, found once a series
//!     │ domain    which part of the numbers each axis shows
//!     │ layout    margins from the text of the ticks, then the scales
//!     │ walk      points to pixels, thinned on the way
//!     │ trace     cut to the plot (clip), gaps and single points marked
//!     ▼
//!   Scene         plain data, in CSS pixels
//!     │ sheet     with a title and a legend, to stand alone
//!     │ paint     onto a canvas or into SVG, through plotters
//!     │ hit       what lies under the pointer
//!     │ zoom      another range, from what a hand does
//! ```
//!
//! Start with [`build()`] and [`Scene`]. Numbers are `f64` and may be anything:
//! what is not finite is data that gets a mark, never an error.

mod band;
mod bars;
mod beside;
mod build;
mod cells;
mod civil;
mod clip;
mod columns;
mod cover;
mod dash;
mod decimate;
mod domain;
mod dots;
mod extent;
pub mod format;
mod group;
pub mod hit;
mod layout;
mod paint;
mod palette;
mod parallel;
mod point_rows;
mod pyramid;
mod ramp;
mod row_order;
mod scale;
mod scatter;
mod scene;
mod series;
mod sheet;
mod smooth;
mod spec;
mod summary;
mod theme;
mod threshold;
mod ticks;
mod trace;
mod units;
mod walk;
mod window;
pub mod zoom;

pub use band::{Band, Bands, Ribbon};
pub use beside::{Beside, beside};
pub use build::build;
pub use dash::dash_pattern;
pub use decimate::decimate;
pub use dots::{RunPoint, dots, dots_spec, so_far};
pub use extent::Extent;
pub use format::accessible_name;
pub use group::{Center, Grid, Group, Member, Spread, group};
pub use layout::reading_label;
pub use paint::{PaintError, paint, svg};
pub use palette::{Dash, Ground, LINE_WIDTH, Rgba, Stroke, palette, place_style, run_style, run_styles};
pub use parallel::{ParallelAxis, ParallelLine, nearest_line, parallel};
pub use point_rows::{PointColumn, PointRow, point_rows};
pub use ramp::{ramp, ramp_stops};
pub use row_order::RowOrder;
pub use scale::{Scale, ScaleKind};
pub use scatter::{ScatterPoint, Walk, dots_within, nearest_dot, scatter, walk};
pub use scene::{
    Dot, LegendEntry, Mark, MarkKind, Point, Polyline, Rect, Scene, Threshold, Tick, Title, Unplaced, Upright,
};
pub use sheet::sheet;
pub use smooth::{Smoother, smooth};
pub use spec::{AxisKind, AxisSpec, ChartSpec, DrawAs, EstimatedText, Line, MarkerRule, MeasureText, Size};
pub use summary::Summary;
pub use theme::Theme;
pub use units::UNITS_PER_PX;
