use super::*;

fn names() -> Vec<MetricKey> {
    let names = ["a", "b", "val/loss", "val", "loss", "top-5", "log", "epoch.1", "準確率"];
    names.map(MetricKey::new).to_vec()
}

/// The value where every metric has the number of letters of its name.
fn value(text: &str) -> Result<f64, String> {
    let formula = Formula::parse(text, &names()).map_err(|error| error.to_string())?;
    let values: Vec<f64> = formula
        .metrics
        .iter()
        .map(|key| key.as_str().chars().count() as f64)
        .collect();
    Ok(formula.value(&values))
}

#[test]
fn formulas_have_the_values_of_arithmetic() {
    for (text, expected) in [
        ("1 - a", 0.0),
        ("2+3*4", 14.0),
        ("(2+3)*4", 20.0),
        ("2^3^2", 512.0),
        ("-2^2", -4.0),
        ("8/4/2", 1.0),
        ("1 - 2 - 3", -4.0),
        ("-a - -b", 0.0),
        ("val/loss", 8.0),
        ("val / loss", 0.75),
        ("1-val/loss", -7.0),
        ("`top-5` * 2", 10.0),
        ("top-5", 5.0),
        ("sqrt(val/loss + 1)", 3.0),
        ("max(a, val, 2)", 3.0),
        ("min(.5, 2e-1)", 0.2),
        ("log + log(1)", 3.0),
        ("epoch.1+準確率", 10.0),
        ("abs(a - 3.5e0)", 2.5),
    ] {
        let found = value(text);
        assert!(
            found.as_ref().is_ok_and(|found| (found - expected).abs() < 1e-12),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn what_cannot_be_read_is_told() {
    for (text, told) in [
        ("", "A metric or a number was expected at “the end”"),
        ("1 +", "A metric or a number was expected at “the end”"),
        ("a b", "An operator was expected at “b”"),
        ("(a", "A closing bracket is missing at “the end”"),
        ("lost * 2", "No metric has that name at “lost * 2”"),
        ("`a", "A second back tick is missing at “`a”"),
        ("sin(a)", "No metric has that name at “sin(a)”"),
        ("a ** 2", "A metric or a number was expected at “* 2”"),
    ] {
        assert_eq!(value(text), Err(told.to_owned()), "{text}");
    }
    assert!(
        value(&"(".repeat(100_000)).is_err(),
        "deep nesting is an error and no overflow"
    );
    assert!(value(&"-".repeat(100_000)).is_err());
}

#[test]
fn a_name_in_back_ticks_need_not_be_known_yet() {
    let formula = Formula::parse("`new metric` / a", &names()).expect("a formula");
    assert_eq!(formula.metrics, [MetricKey::new("new metric"), MetricKey::new("a")]);
    assert!(formula.value(&[1.0]).is_nan(), "what is missing has no value");
}

#[test]
fn a_pattern_stands_for_all_names_it_finds() {
    let found = formulas("/^val/", &names()).expect("a pattern");
    let found: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(found, ["val/loss", "val"]);
    assert!(formulas("/(/", &names()).is_err());
    let odd = [MetricKey::new("/odd/"), MetricKey::new("1 - a")];
    for name in &odd {
        let found = formulas(name.as_str(), &odd).expect("a name");
        assert_eq!(
            found[0].1.as_metric(),
            Some(name),
            "a name is itself, whatever it looks like"
        );
    }
}

#[test]
fn no_text_panics() {
    let mut state = 7_u32;
    let letters: Vec<char> = "ab/los1.e-+*^(),`準 v%".chars().collect();
    for _ in 0..20_000 {
        let text: String = (0..12)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                letters[(state >> 16) as usize % letters.len()]
            })
            .collect();
        if let Ok(formula) = Formula::parse(&text, &names()) {
            formula.value(&vec![0.5; formula.metrics.len()]);
        }
    }
}
