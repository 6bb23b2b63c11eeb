//! Child runs below the runs that started them.

use crate::model::{Run, RunId};
use std::collections::HashMap;
use std::sync::Arc;

/// Deeper levels are shown like this one.
const DEEPEST: u8 = 6;

/// The runs with each child below its parent, both in the order given. A run
/// whose parent is not among them, or is its own descendant, stands as a root.
pub fn children_below_parents(runs: &[Arc<Run>]) -> Vec<Arc<Run>> {
    if runs.iter().all(|run| run.parent_id.is_none()) {
        return runs.to_vec();
    }
    let places: HashMap<&RunId, usize> = runs.iter().enumerate().map(|(place, run)| (&run.id, place)).collect();
    let parent_of = |place: usize| runs[place].parent_id.as_ref().and_then(|id| places.get(id)).copied();
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); runs.len()];
    let mut roots = Vec::new();
    for place in 0..runs.len() {
        match parent_of(place) {
            Some(parent) => children[parent].push(place),
            None => roots.push(place),
        }
    }
    let mut ordered = Vec::with_capacity(runs.len());
    let mut taken = vec![false; runs.len()];
    // The second round takes what hangs in a ring and below no root.
    for start in roots.into_iter().chain(0..runs.len()) {
        let mut waiting = vec![start];
        while let Some(place) = waiting.pop() {
            if !std::mem::replace(&mut taken[place], true) {
                ordered.push(runs[place].clone());
                waiting.extend(children[place].iter().rev());
            }
        }
    }
    ordered
}

/// How many runs above each run are its ancestors, for runs in the order of
/// [`children_below_parents`]; empty where all of them are roots.
pub fn depths(runs: &[Arc<Run>]) -> Vec<u8> {
    if runs.iter().all(|run| run.parent_id.is_none()) {
        return Vec::new();
    }
    let mut known: HashMap<&RunId, u8> = HashMap::new();
    runs.iter()
        .map(|run| {
            let above = run.parent_id.as_ref().and_then(|id| known.get(id));
            let depth = above.map_or(0, |depth| (depth + 1).min(DEEPEST));
            known.insert(&run.id, depth);
            depth
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ExperimentId;

    fn runs(pairs: &[(&str, &str)]) -> Vec<Arc<Run>> {
        pairs
            .iter()
            .map(|(id, parent)| {
                let mut run = Run::new(RunId::new(*id), ExperimentId::new("e"));
                run.parent_id = (!parent.is_empty()).then(|| RunId::new(*parent));
                Arc::new(run)
            })
            .collect()
    }

    fn ids(runs: &[Arc<Run>]) -> String {
        runs.iter().map(|run| run.id.as_str()).collect()
    }

    #[test]
    fn each_child_stands_below_its_parent_in_the_order_given() {
        let tree = children_below_parents(&runs(&[("d", "b"), ("c", ""), ("b", "a"), ("e", "a"), ("a", "")]));
        assert_eq!(ids(&tree), "cabde");
        assert_eq!(depths(&tree), [0, 0, 1, 2, 1]);
    }

    #[test]
    fn a_child_without_its_parent_is_a_root() {
        let tree = children_below_parents(&runs(&[("b", "gone"), ("a", "")]));
        assert_eq!((ids(&tree).as_str(), depths(&tree)), ("ba", vec![0, 0]));
    }

    #[test]
    fn a_ring_loses_no_run() {
        let tree = children_below_parents(&runs(&[("a", "b"), ("b", "a"), ("c", "c")]));
        assert_eq!(tree.len(), 3);
        assert_eq!(depths(&tree).len(), 3);
    }
}
