use super::*;
use crate::model::TableColumn;

fn column(name: &str, cells: Cells) -> TableColumn {
    TableColumn {
        name: name.to_owned(),
        cells,
    }
}

fn numbers(name: &str, cells: &[f64]) -> TableColumn {
    column(name, Cells::Numbers(cells.iter().copied().map(Some).collect()))
}

fn texts(name: &str, cells: &[&str]) -> TableColumn {
    let cell = |text: &&str| (!text.is_empty()).then(|| Arc::from(*text));
    column(name, Cells::Texts(cells.iter().map(cell).collect()))
}

fn folds() -> MetricTable {
    MetricTable {
        columns: vec![
            texts("fold", &["a", "b", "a", "", "b"]),
            numbers("epoch", &[0.0, 0.0, 1.0, 1.0, 1.0]),
            numbers("loss", &[3.0, 4.0, 2.0, 9.0, 1.0]),
        ],
    }
}

fn drawn(look: DrawAs) -> TablePicture {
    TablePicture {
        look: TableLook::Drawn(look),
        ..TablePicture::default()
    }
}

#[test]
fn a_table_of_numbers_is_its_second_column_over_its_first() {
    let table = MetricTable {
        columns: vec![
            numbers("angle", &[0.0, 1.0]),
            numbers("sine", &[0.0, 0.84]),
            numbers("cosine", &[1.0, 0.54]),
        ],
    };
    let picture = TablePicture::default();
    assert_eq!(picture.drawn_as(&table), Some(DrawAs::Lines));
    let [curve] = &picture.curves(&table)[..] else {
        panic!("one line");
    };
    assert_eq!((&*curve.x, &*curve.y), (&[0.0, 1.0][..], &[0.0, 0.84][..]));
    let other = TablePicture {
        x: Some("sine".to_owned()),
        y: Some("cosine".to_owned()),
        ..picture.clone()
    };
    assert_eq!(other.axes(&table), Some((1, 2)));
    let only_y = TablePicture {
        y: Some("angle".to_owned()),
        ..picture.clone()
    };
    assert_eq!(only_y.axes(&table), Some((1, 0)));
    let rows = TablePicture {
        look: TableLook::Rows,
        ..picture
    };
    assert_eq!(rows.drawn_as(&table), None);
}

#[test]
fn a_table_with_texts_is_drawn_once_somebody_wants_it() {
    assert_eq!(TablePicture::default().drawn_as(&folds()), None);
    let bars = drawn(DrawAs::Bars);
    assert_eq!(bars.drawn_as(&folds()), Some(DrawAs::Bars));
    let [curve] = &bars.curves(&folds())[..] else {
        panic!("one line");
    };
    assert_eq!(curve.names.as_deref(), Some(&["a".to_owned(), "b".to_owned()][..]));
    assert!(curve.x[3].is_nan());
    assert_eq!((curve.x[1], curve.x[4], curve.y[4]), (1.0, 1.0, 1.0));
}

#[test]
fn each_value_of_a_column_has_a_line() {
    let picture = TablePicture {
        by: Some("fold".to_owned()),
        ..drawn(DrawAs::Lines)
    };
    assert_eq!(picture.axes(&folds()), Some((1, 2)));
    let curves = picture.curves(&folds());
    let told: Vec<_> = curves
        .iter()
        .map(|curve| (curve.name.as_str(), curve.y.to_vec()))
        .collect();
    assert_eq!(
        told,
        [("a", vec![3.0, 2.0]), ("b", vec![4.0, 1.0]), ("none", vec![9.0])]
    );
}

#[test]
fn without_two_columns_or_a_number_there_is_nothing_to_draw() {
    let table = |columns| MetricTable { columns };
    for few in [
        table(Vec::new()),
        table(vec![numbers("a", &[1.0])]),
        table(vec![texts("a", &["x"]), texts("b", &["y"])]),
    ] {
        for look in [DrawAs::Lines, DrawAs::Points, DrawAs::Bars] {
            assert_eq!(drawn(look).drawn_as(&few), None);
            assert!(drawn(look).curves(&few).is_empty());
        }
    }
    let number_first = table(vec![numbers("loss", &[1.0]), texts("b", &["y"])]);
    assert_eq!(drawn(DrawAs::Bars).axes(&number_first), Some((1, 0)));
    let missing = TablePicture {
        x: Some("gone".to_owned()),
        by: Some("gone".to_owned()),
        ..drawn(DrawAs::Points)
    };
    assert_eq!(missing.axes(&folds()), Some((0, 1)));
}

#[test]
fn the_default_is_not_kept() {
    let mut all = TablePictures::default();
    all.set("a", drawn(DrawAs::Bars));
    all.set("a", TablePicture::default());
    assert_eq!(all, TablePictures::default());
}
