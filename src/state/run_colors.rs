//! The colours of the runs of a page, the same in its table and its charts.

use super::{App, Coloring, Colors, HandColor, Runs, Theme, use_app, use_theme};
use crate::browser::clock;
use crate::chart::{Ground, Rgba, Stroke, run_style, run_styles};
use crate::model::{Run, Timestamp};
use leptos::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// How runs are coloured on a ground.
#[derive(Clone, Debug, PartialEq)]
pub struct RunColors {
    ground: Ground,
    coloring: Coloring,
    /// What a column tells, and the colours of the runs by their ids.
    by: Option<(Colors, HashMap<String, Rgba>)>,
}

impl RunColors {
    /// As `coloring` wants it; a column tells the colours of `runs`. `utc_offset_minutes` is for instants.
    pub fn of(
        coloring: Coloring,
        runs: Option<&[Arc<Run>]>,
        ground: Ground,
        now: Timestamp,
        utc_offset_minutes: i32,
    ) -> Self {
        let by = runs.zip(coloring.by.as_ref()).map(|(runs, column)| {
            let colors = Colors::of(runs, Some(column), ground, now, utc_offset_minutes);
            let ids = runs.iter().map(|run| run.id.to_string());
            let of = ids.zip(colors.of_runs.iter().copied()).collect();
            (colors, of)
        });
        Self { ground, coloring, by }
    }

    /// What the colours mean, where a column tells them.
    pub fn told(&self) -> Option<&Colors> {
        self.by.as_ref().map(|(colors, _)| colors)
    }

    /// The colour of a run.
    pub fn color(&self, run: &str) -> Rgba {
        self.chosen(run).unwrap_or_else(|| run_style(run, self.ground).color)
    }

    /// The look of a line that is not of a run alone, with the colour that it was given by hand.
    pub fn over(&self, line: &str, stroke: Stroke) -> Stroke {
        let color = self.by_hand(line).unwrap_or(stroke.color);
        Stroke { color, ..stroke }
    }

    /// The looks of runs that are drawn together, as [`run_styles`] has them. Where a column tells
    /// the colour, runs may have the same, and dashes say nothing.
    pub fn styles(&self, runs: &[&str]) -> Vec<Stroke> {
        let alone: Vec<&str> = runs.iter().filter(|run| self.chosen(run).is_none()).copied().collect();
        let mut others = run_styles(&alone, self.ground).into_iter();
        let style = |run: &&str| match self.chosen(run) {
            Some(color) => Stroke {
                color,
                ..Stroke::default()
            },
            None => others.next().unwrap_or_default(),
        };
        runs.iter().map(style).collect()
    }

    /// The ground that the colours are for.
    pub fn ground(&self) -> Ground {
        self.ground
    }

    fn by_hand(&self, line: &str) -> Option<Rgba> {
        let color: HandColor = *self.coloring.by_hand.get(line)?;
        Some(color.on(self.ground))
    }

    /// The colour that a run has by hand or by a column.
    fn chosen(&self, run: &str) -> Option<Rgba> {
        self.by_hand(run).or_else(|| self.by.as_ref()?.1.get(run).copied())
    }
}

/// That of the page; a context.
#[derive(Clone, Copy)]
struct OfPage(Memo<Arc<RunColors>>);

/// Colours the runs of a page, by those of `runs`, for everything below.
pub fn provide_run_colors(runs: Signal<Runs>) {
    provide_context(OfPage(colors(use_app(), use_theme(), Some(runs))));
}

/// How runs are coloured here.
pub fn use_run_colors() -> Memo<Arc<RunColors>> {
    use_context().map_or_else(|| colors(use_app(), use_theme(), None), |OfPage(colors)| colors)
}

fn colors(app: App, theme: Theme, runs: Option<Signal<Runs>>) -> Memo<Arc<RunColors>> {
    let coloring = app.part(|workspace| workspace.coloring.clone());
    Memo::new(move |_| {
        let (coloring, ground, now) = (coloring.get(), theme.ground(), app.now());
        // Nothing follows the runs but what is told by them.
        let runs = runs.filter(|_| coloring.by.is_some()).map(|runs| runs.get());
        let runs = runs.as_ref().map(|runs| runs.0.as_slice());
        let offset = clock::utc_offset_minutes(now.0 as f64);
        Arc::new(RunColors::of(coloring, runs, ground, now, offset))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::{Dash, place_style, ramp};
    use crate::model::{ExperimentId, ParamValue, RunId};
    use crate::query::Column;

    fn colors(values: &[(&str, &str)], hand: &[(&str, HandColor)], ground: Ground) -> RunColors {
        let run = |(id, lr): &(&str, &str)| {
            let mut run = Run::new(RunId::new(*id), ExperimentId::new("e"));
            run.params.insert("lr".to_owned(), ParamValue::new(*lr));
            Arc::new(run)
        };
        let runs: Vec<Arc<Run>> = values.iter().map(run).collect();
        let coloring = Coloring {
            by: (!values.is_empty()).then(|| Column::Param("lr".to_owned())),
            by_hand: hand.iter().map(|(id, color)| ((*id).to_owned(), *color)).collect(),
        };
        RunColors::of(coloring, Some(&runs), ground, Timestamp(0), 0)
    }

    #[test]
    fn without_a_choice_a_run_has_the_colour_of_its_id() {
        let colors = colors(&[], &[], Ground::Dark);
        assert_eq!(colors.color("a"), run_style("a", Ground::Dark).color);
        let ids = ["a", "b", "c"];
        assert_eq!(colors.styles(&ids), run_styles(&ids, Ground::Dark));
        assert!(colors.told().is_none());
    }

    #[test]
    fn a_column_tells_the_colour_and_a_hand_overrules_it() {
        let numbers = [("a", "1"), ("b", "3"), ("c", "2")];
        let styles = colors(&numbers, &[], Ground::Light).styles(&["c", "a", "b", "new"]);
        let expected = [0.5, 0.0, 1.0].map(|share| ramp(share, Ground::Light));
        assert_eq!(
            styles[..3].iter().map(|style| style.color).collect::<Vec<_>>(),
            expected
        );
        assert!(styles.iter().all(|style| style.dash == Dash::Solid));
        assert_eq!(styles[3].color, run_style("new", Ground::Light).color);
        let painted = colors(&numbers, &[("b", HandColor::Own(1, 2, 3))], Ground::Dark);
        assert_eq!(painted.color("b"), Rgba::rgb(1, 2, 3));
        let values = colors(&[("a", "x"), ("b", "y"), ("c", "x")], &[], Ground::Light);
        assert!(values.color("a") == values.color("c") && values.color("a") != values.color("b"));
    }

    #[test]
    fn a_group_can_be_given_a_colour() {
        let stroke = place_style(2, 1, Ground::Light);
        assert_eq!(colors(&[], &[], Ground::Light).over("lr=0.1", stroke), stroke);
        let painted = colors(&[], &[("lr=0.1", HandColor::Named(2))], Ground::Light).over("lr=0.1", stroke);
        assert_eq!((painted.dash, painted.color.css().as_str()), (stroke.dash, "#00745c"));
    }
}
