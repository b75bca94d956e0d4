//! Chance that can be repeated: the same seed and words give the same throws, on every machine.

use sha2::{Digest, Sha256};

/// A row of throws (splitmix64, Steele, Lea and Flood 2014).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The row that belongs to a seed and a word.
    pub fn new(seed: u64, word: &str) -> Dice {
        let digest = Sha256::digest(format!("{seed}\n{word}").as_bytes());
        let mut start = [0; 8];
        start.copy_from_slice(&digest[..8]);
        Dice(u64::from_le_bytes(start))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to, not including, 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// True in this share of all throws.
    pub fn chance(&mut self, share: f64) -> bool {
        self.share() < share
    }

    /// From `least` up to `most`.
    pub fn between(&mut self, least: f64, most: f64) -> f64 {
        least + self.share() * (most - least)
    }

    /// A whole number below `n`; 0 for 0.
    pub fn below(&mut self, n: usize) -> usize {
        ((self.share() * n as f64) as usize).min(n.saturating_sub(1))
    }

    /// One of them.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let at = self.below(from.len());
        from.get(at)
    }

    /// The number of one of them, in proportion to its weight; `None` if none weighs anything.
    pub fn weighted(&mut self, weights: &[f64]) -> Option<usize> {
        let sum: f64 = weights.iter().sum();
        let mut left = self.share() * sum;
        let last = weights.iter().rposition(|weight| *weight > 0.0)?;
        for (number, weight) in weights.iter().enumerate() {
            if left < *weight {
                return Some(number);
            }
            left -= weight;
        }
        Some(last)
    }

    /// In another order.
    pub fn shuffle<T>(&mut self, all: &mut [T]) {
        for at in (1..all.len()).rev() {
            all.swap(at, self.below(at + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_throws() {
        let throws = |seed| {
            let mut dice = Dice::new(seed, "word");
            (0..20).map(|_| dice.below(1_000)).collect::<Vec<_>>()
        };
        assert_eq!(throws(1), throws(1));
        assert_ne!(throws(1), throws(2));
    }

    #[test]
    fn what_weighs_nothing_is_never_chosen() {
        let mut dice = Dice::new(7, "weights");
        let chosen: Vec<Option<usize>> =
            (0..200).map(|_| dice.weighted(&[0.0, 1.0, 0.0, 3.0, 0.0])).collect();
        assert!(chosen.iter().all(|at| matches!(at, Some(1 | 3))));
        assert!(chosen.contains(&Some(1)) && chosen.contains(&Some(3)));
        assert_eq!(dice.weighted(&[0.0]), None);
    }
}
