//! How often what may change is asked for again, and when the next time is due.
//!
//! No clock and no timer of its own: whoever holds a [`Schedule`] says what time
//! it is, in milliseconds since 1970. The one that has them is in `driver`.

mod driver;

pub use driver::{Live, provide_live, use_live};

/// The longest pause between two tries, however often the source failed, in milliseconds.
const MOST_WAIT_MS: f64 = 300_000.0;
/// Failures in a row after which what is shown is called stale: one may happen.
const STALE_AFTER: u32 = 2;
/// The key in a link.
const KEY: &str = "every";
/// The word in a link for a page that asks for nothing by itself.
const OFF: &str = "off";

/// How often what may change is asked for again, in seconds; 0 is never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Every(u16);

impl Default for Every {
    fn default() -> Self {
        Self(10)
    }
}

impl Every {
    /// All choices, in the order of a menu.
    pub const ALL: [Self; 7] = [Self(0), Self(1), Self(5), Self(10), Self(15), Self(30), Self(60)];

    /// Milliseconds from one time to the next; `None` for never.
    pub fn period_ms(self) -> Option<f64> {
        (self.0 > 0).then(|| f64::from(self.0) * 1000.0)
    }

    /// The word in a link: seconds, or `off`.
    pub fn word(self) -> String {
        match self.0 {
            0 => OFF.to_owned(),
            seconds => seconds.to_string(),
        }
    }

    /// The words in a menu.
    pub fn label(self) -> String {
        match self.0 {
            0 => "Off".to_owned(),
            1 => "Every second".to_owned(),
            60 => "Every minute".to_owned(),
            seconds => format!("Every {seconds} s"),
        }
    }

    /// The choice of that word, if it is one.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|every| every.word() == word)
    }

    /// Takes what a link says, if the key is ours; nonsense leaves the default.
    pub fn read(&mut self, key: &str, value: &str) -> bool {
        if key == KEY {
            *self = Self::parse(value).unwrap_or_default();
        }
        key == KEY
    }

    /// Says what differs from the default.
    pub fn write(&self, put: &mut dyn FnMut(&str, String)) {
        if *self != Self::default() {
            put(KEY, self.word());
        }
    }
}

/// When to ask again: every period; less and less often while the source fails; no
/// sooner than after a pause as long as the last time took, so that a slow source is
/// not asked without end.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Schedule {
    is_asking: bool,
    began: f64,
    ended: f64,
    failures: u32,
}

impl Schedule {
    /// When the next time is due, given when the oldest of what may change was asked
    /// for; `None` while that is not known: nothing may change, the user wants none,
    /// or the last time is still under way.
    pub fn due(&self, every: Every, oldest: Option<f64>, now: f64) -> Option<f64> {
        let (period, oldest) = (every.period_ms()?, oldest?);
        if self.is_asking {
            return None;
        }
        // The clock was set back: what was noted by the old one says nothing.
        if oldest > now || self.ended > now {
            return Some(now);
        }
        let due = match self.failures {
            0 => oldest + period,
            failures => self.began + Self::wait_ms(period, failures),
        };
        Some(due.max(self.ended + (self.ended - self.began).clamp(0.0, MOST_WAIT_MS)))
    }

    /// The source is being asked from now on.
    pub fn begin(&mut self, now: f64) {
        (self.is_asking, self.began) = (true, now);
    }

    /// The machine slept for so many milliseconds: that says nothing of how long an answer takes.
    pub fn slept(&mut self, ms: f64) {
        if self.is_asking {
            self.began += ms;
        }
    }

    /// It has answered everything, or failed to.
    pub fn end(&mut self, now: f64, has_failed: bool) {
        (self.is_asking, self.ended) = (false, now);
        self.failures = if has_failed { self.failures.saturating_add(1) } else { 0 };
    }

    /// Whether it failed so often that what is shown has to be called stale.
    pub fn is_stale(&self) -> bool {
        self.failures >= STALE_AFTER
    }

    /// Whether the last time failed.
    pub fn has_failed(&self) -> bool {
        self.failures > 0
    }

    /// Since when an answer is awaited.
    pub fn asks_since(&self) -> Option<f64> {
        self.is_asking.then_some(self.began)
    }

    /// Whether an answer is awaited.
    pub fn is_asking(&self) -> bool {
        self.is_asking
    }

    /// Twice as long with each failure.
    fn wait_ms(period: f64, failures: u32) -> f64 {
        (period * f64::from(1_u32 << failures.min(16))).min(MOST_WAIT_MS.max(period))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(n: u16) -> Every {
        Every::parse(&n.to_string()).expect("one of the choices")
    }

    /// A page with one value, whose source takes `takes` milliseconds and answers as
    /// `answers` says of each time of asking; gives those times.
    struct Simulated {
        now: f64,
        value_of: f64,
        schedule: Schedule,
        asked: Vec<f64>,
    }

    impl Simulated {
        fn new() -> Self {
            Self {
                now: 0.0,
                value_of: 0.0,
                schedule: Schedule::default(),
                asked: Vec::new(),
            }
        }

        fn run(&mut self, until: f64, every: Every, takes: f64, answers: impl Fn(f64) -> bool) {
            while self.now < until {
                let due = self.schedule.due(every, Some(self.value_of), self.now);
                if due.is_some_and(|due| due <= self.now) {
                    self.asked.push(self.now);
                    self.schedule.begin(self.now);
                    let is_good = answers(self.now);
                    if is_good {
                        self.value_of = self.now;
                    }
                    self.now += takes;
                    self.schedule.end(self.now, !is_good);
                }
                self.now += 100.0;
            }
        }
    }

    #[test]
    fn it_asks_once_a_period() {
        let mut page = Simulated::new();
        page.run(45_000.0, seconds(10), 100.0, |_| true);
        assert_eq!(page.asked, [10_000.0, 20_000.0, 30_000.0, 40_000.0]);
    }

    #[test]
    fn a_slow_source_is_asked_half_of_the_time_at_most() {
        let mut page = Simulated::new();
        page.run(21_000.0, seconds(1), 3_000.0, |_| true);
        assert_eq!(page.asked, [1_000.0, 7_000.0, 13_000.0, 19_000.0]);
    }

    #[test]
    fn a_sleep_is_not_taken_for_a_slow_answer() {
        let night = 8.0 * 3_600_000.0;
        let mut schedule = Schedule::default();
        schedule.begin(0.0);
        schedule.slept(night);
        assert_eq!(schedule.asks_since(), Some(night));
        schedule.end(night + 500.0, false);
        assert_eq!(
            schedule.due(seconds(10), Some(night), night + 600.0),
            Some(night + 10_000.0)
        );
        let before = schedule;
        schedule.slept(night);
        assert_eq!(schedule, before, "nothing was awaited");
    }

    #[test]
    fn failures_double_the_wait_up_to_five_minutes_and_one_success_ends_it() {
        let mut page = Simulated::new();
        page.run(1_000_000.0, seconds(10), 0.0, |now| now > 900_000.0);
        let waits: Vec<f64> = page.asked.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert_eq!(
            &waits[..7],
            [20_000.0, 40_000.0, 80_000.0, 160_000.0, 300_000.0, 300_000.0, 10_000.0]
        );
        let mut minutes = Simulated::new();
        minutes.run(700_000.0, seconds(60), 0.0, |_| false);
        assert_eq!(minutes.asked, [60_000.0, 180_000.0, 420_000.0]);
    }

    #[test]
    fn what_failed_twice_is_stale_until_it_is_answered() {
        let mut schedule = Schedule::default();
        let mut said = Vec::new();
        for has_failed in [true, true, true, false, true] {
            schedule.begin(0.0);
            schedule.end(1.0, has_failed);
            said.push(schedule.is_stale());
        }
        assert_eq!(said, [false, true, true, false, false]);
    }

    #[test]
    fn after_hours_of_sleep_it_asks_once_and_at_once() {
        let mut page = Simulated::new();
        page.run(15_000.0, seconds(10), 100.0, |_| true);
        page.now = 9_000_000.0;
        page.run(9_015_000.0, seconds(10), 100.0, |_| true);
        assert_eq!(page.asked[1..], [9_000_000.0, 9_010_000.0]);
    }

    #[test]
    fn a_clock_that_is_set_back_does_not_stop_it() {
        let mut page = Simulated::new();
        page.now = 9_000_000.0;
        page.run(9_015_000.0, seconds(10), 100.0, |_| true);
        page.now = 5_000.0;
        page.asked.clear();
        page.run(20_000.0, seconds(10), 100.0, |_| true);
        assert_eq!(page.asked, [5_000.0, 15_000.0]);
    }

    #[test]
    fn nothing_is_due_when_nothing_may_change_or_nobody_wants_it() {
        let schedule = Schedule::default();
        assert_eq!(schedule.due(seconds(1), None, 9e9), None);
        assert_eq!(
            schedule.due(Every::parse("off").expect("a choice"), Some(0.0), 9e9),
            None
        );
        let mut asking = schedule;
        asking.begin(1.0);
        assert_eq!(asking.due(seconds(1), Some(0.0), 9e9), None);
        assert_eq!(schedule.due(seconds(1), Some(0.0), 9e9), Some(1_000.0));
    }

    #[test]
    fn a_choice_survives_its_word_and_the_default_is_not_written() {
        for every in Every::ALL {
            let mut written = Vec::new();
            every.write(&mut |key: &str, value| written.push((key.to_owned(), value)));
            let mut read = Every::default();
            for (key, value) in &written {
                assert!(read.read(key, value));
            }
            assert_eq!((read, written.is_empty()), (every, every == Every::default()));
        }
        let mut read = Every(5);
        assert!(read.read("every", "7") && !read.read("ever", "5"));
        assert_eq!(read, Every::default());
    }
}
