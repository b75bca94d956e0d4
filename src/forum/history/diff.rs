//! Two texts compared line by line: which lines went, which came.
//!
//! The longest common subsequence by the textbook's table, after cutting off what is the same at both ends. The table
//! grows with the product of the lines, so one page has a [`Budget`] of cells; beyond it all of the old and all of the
//! new is shown.

/// Unchanged lines kept around a change; what lies further away is left out.
const AROUND: usize = 2;

/// A line of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// In both.
    Same(String),
    /// Only in the old text.
    Gone(String),
    /// Only in the new text.
    Come(String),
    /// Lines in both that are not shown.
    Skipped,
}

/// What may still be spent on one page.
#[derive(Debug)]
pub struct Budget {
    /// Cells of tables to be filled.
    cells: usize,
    /// Lines to be shown; of what is beyond them the page says that it is skipped.
    lines: usize,
}

impl Default for Budget {
    fn default() -> Budget {
        Budget { cells: 8_000_000, lines: 2_000 }
    }
}

/// What is to be done with the next line of either text.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    Same,
    Gone,
    Come,
}

/// Compares `old` with `new`.
pub fn lines(old: &str, new: &str, budget: &mut Budget) -> Vec<Line> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (old_middle, new_middle) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let mut steps = vec![Step::Same; head];
    steps.extend(middle(old_middle, new_middle, budget));
    steps.extend(std::iter::repeat_n(Step::Same, tail));
    shown(&old, &new, &steps, budget)
}

fn middle(old: &[&str], new: &[&str], budget: &mut Budget) -> Vec<Step> {
    let width = new.len() + 1;
    let cells = (old.len() + 1).saturating_mul(width);
    if cells > budget.cells {
        let gone = std::iter::repeat_n(Step::Gone, old.len());
        return gone.chain(std::iter::repeat_n(Step::Come, new.len())).collect();
    }
    budget.cells -= cells;
    // `common[i * width + j]`: the longest common subsequence of `old[i..]` and `new[j..]`.
    let mut common = vec![0_u32; cells];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i * width + j] = if old[i] == new[j] {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut steps = Vec::with_capacity(old.len() + new.len());
    while i < old.len() || j < new.len() {
        let step = if i == old.len() {
            Step::Come
        } else if j == new.len() {
            Step::Gone
        } else if old[i] == new[j] {
            Step::Same
        } else if common[(i + 1) * width + j] >= common[i * width + j + 1] {
            Step::Gone
        } else {
            Step::Come
        };
        i += usize::from(step != Step::Come);
        j += usize::from(step != Step::Gone);
        steps.push(step);
    }
    steps
}

/// The lines of both texts by these steps, without what lies far from any change or is too much for one page.
fn shown(old: &[&str], new: &[&str], steps: &[Step], budget: &mut Budget) -> Vec<Line> {
    let mut is_near = vec![false; steps.len()];
    for (at, _) in steps.iter().enumerate().filter(|(_, step)| **step != Step::Same) {
        let end = (at + AROUND + 1).min(steps.len());
        is_near[at.saturating_sub(AROUND)..end].fill(true);
    }
    let (mut i, mut j) = (0, 0);
    let mut lines = Vec::new();
    for (step, is_near) in steps.iter().zip(is_near) {
        let line = match step {
            _ if budget.lines == 0 => Line::Skipped,
            Step::Same if is_near => Line::Same(old[i].to_owned()),
            Step::Same => Line::Skipped,
            Step::Gone => Line::Gone(old[i].to_owned()),
            Step::Come => Line::Come(new[j].to_owned()),
        };
        if line != Line::Skipped {
            budget.lines -= 1;
            lines.push(line);
        } else if lines.last() != Some(&Line::Skipped) {
            lines.push(line);
        }
        i += usize::from(*step != Step::Come);
        j += usize::from(*step != Step::Gone);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn compare(old: &str, new: &str) -> Vec<Line> {
        lines(old, new, &mut Budget::default())
    }

    #[test]
    fn what_changed_is_shown_with_a_little_around_it() {
        let changed = compare("a\nb\nc\nd\ne\nf", "a\nb\nc\nX\ne\nf");
        let (same, gone) = (|s: &str| Line::Same(s.into()), Line::Gone("d".into()));
        let expected =
            [Line::Skipped, same("b"), same("c"), gone, Line::Come("X".into()), same("e"), same("f")];
        assert_eq!(changed, expected);
    }

    #[test]
    fn beyond_the_budget_all_of_both_is_shown() {
        let both = lines("a\nb", "b\nc", &mut Budget { cells: 3, lines: 100 });
        let gone = |s: &str| Line::Gone(s.into());
        let come = |s: &str| Line::Come(s.into());
        assert_eq!(both, [gone("a"), gone("b"), come("b"), come("c")]);
    }

    #[test]
    fn a_page_shows_so_many_lines_and_says_that_there_are_more() {
        let (old, new) = ("a\n".repeat(25_000), "b\n".repeat(25_000));
        let mut budget = Budget::default();
        let first = lines(&old, &new, &mut budget);
        assert_eq!((first.len(), first.last()), (2_001, Some(&Line::Skipped)));
        assert_eq!(lines(&old, &new, &mut budget), [Line::Skipped], "all changes share it");
    }

    #[test]
    fn long_texts_are_compared_in_time() {
        let (old, new) = ("a\nb\n".repeat(25_000), "b\nc\n".repeat(25_000));
        let started = std::time::Instant::now();
        assert!(!compare(&old, &new).is_empty());
        assert!(started.elapsed() < std::time::Duration::from_secs(5));
    }

    proptest! {
        #[test]
        fn nothing_is_lost(old in "[ab\n]{0,40}", new in "[ab\n]{0,40}") {
            let all = compare(&old, &new);
            let gone = all.iter().filter(|l| matches!(l, Line::Gone(_))).count();
            let come = all.iter().filter(|l| matches!(l, Line::Come(_))).count();
            prop_assert_eq!(old.lines().count() + come, new.lines().count() + gone);
        }
    }
}
