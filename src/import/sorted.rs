//! Pairs of numbers by the first of them: which comments belong to a post, how many found it helpful.
//!
//! A dump lists comments, votes and edits in the order of time, not by post. To bring a post in with all that belongs
//! to it, pairs (post, where in the file) are sorted into a temporary file: runs of [`RUN`] pairs, then one merge.
//! In memory stays one run, and of the sorted file every [`BLOCK`]th key: 8 bytes for 256 rows.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};

/// Pairs sorted in memory: 4 MB.
const RUN: usize = 1 << 18;
/// Pairs read at once.
const BLOCK: usize = 256;
const BYTES: usize = 16;
/// Pairs given for one key; nothing has more in earnest.
pub const MOST: usize = 20_000;

type Pair = (i64, i64);

/// Takes pairs in any order.
#[derive(Default)]
pub struct Sorter {
    run: Vec<Pair>,
    runs: Vec<File>,
    total: u64,
}

impl Sorter {
    /// Takes one more.
    pub fn push(&mut self, key: i64, value: i64) -> io::Result<()> {
        self.run.push((key, value));
        self.total += 1;
        if self.run.len() == RUN {
            self.spill()?;
        }
        Ok(())
    }

    fn spill(&mut self) -> io::Result<()> {
        self.run.sort_unstable();
        let mut file = BufWriter::new(tempfile::tempfile()?);
        for pair in self.run.drain(..) {
            write(&mut file, pair)?;
        }
        let mut file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.seek(SeekFrom::Start(0))?;
        self.runs.push(file);
        Ok(())
    }

    /// Sorts all of them.
    pub fn finish(mut self) -> io::Result<Sorted> {
        if self.runs.is_empty() {
            self.run.sort_unstable();
            return Ok(Sorted { total: self.total, pairs: Pairs::Few(self.run) });
        }
        self.spill()?;
        let mut inputs: Vec<BufReader<File>> = self.runs.into_iter().map(BufReader::new).collect();
        let mut heap = BinaryHeap::new();
        for (n, input) in inputs.iter_mut().enumerate() {
            heap.extend(read(input)?.map(|pair| Reverse((pair, n))));
        }
        let mut file = BufWriter::new(tempfile::tempfile()?);
        let mut fences = Vec::new();
        let mut count = 0;
        while let Some(Reverse((pair, n))) = heap.pop() {
            if count % BLOCK == 0 {
                fences.push(pair.0);
            }
            write(&mut file, pair)?;
            count += 1;
            heap.extend(read(&mut inputs[n])?.map(|pair| Reverse((pair, n))));
        }
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok(Sorted { total: self.total, pairs: Pairs::Many { file, fences, block: Vec::new(), at: None } })
    }
}

fn write(to: &mut impl Write, (key, value): Pair) -> io::Result<()> {
    to.write_all(&key.to_le_bytes())?;
    to.write_all(&value.to_le_bytes())
}

fn read(from: &mut impl Read) -> io::Result<Option<Pair>> {
    let mut bytes = [0; BYTES];
    match from.read_exact(&mut bytes) {
        Ok(()) => Ok(Some(pair(&bytes))),
        Err(problem) if problem.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
        Err(problem) => Err(problem),
    }
}

fn pair(bytes: &[u8]) -> Pair {
    let number = |from: usize| {
        let mut eight = [0; 8];
        eight.copy_from_slice(&bytes[from..from + 8]);
        i64::from_le_bytes(eight)
    };
    (number(0), number(8))
}

/// All pairs, by key and value.
pub struct Sorted {
    total: u64,
    pairs: Pairs,
}

enum Pairs {
    Few(Vec<Pair>),
    Many { file: File, fences: Vec<i64>, block: Vec<Pair>, at: Option<usize> },
}

impl Sorted {
    /// How many pairs there are.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Calls `take` with each pair, each once, in their order.
    pub fn each_once(self, take: &mut dyn FnMut((i64, i64)) -> anyhow::Result<()>) -> anyhow::Result<()> {
        let mut before = None;
        let mut once = |pair| {
            let is_new = before.replace(pair) != Some(pair);
            if is_new { take(pair) } else { Ok(()) }
        };
        match self.pairs {
            Pairs::Few(pairs) => pairs.into_iter().try_for_each(once),
            Pairs::Many { mut file, .. } => {
                file.seek(SeekFrom::Start(0))?;
                let mut file = BufReader::new(file);
                while let Some(pair) = read(&mut file)? {
                    once(pair)?;
                }
                Ok(())
            }
        }
    }

    /// The values of a key, ascending, at most [`MOST`].
    pub fn of(&mut self, key: i64) -> io::Result<Vec<i64>> {
        let mut values = Vec::new();
        match &mut self.pairs {
            Pairs::Few(pairs) => {
                let from = pairs.partition_point(|pair| pair.0 < key);
                values.extend(pairs[from..].iter().take_while(|pair| pair.0 == key).map(|pair| pair.1));
            }
            Pairs::Many { file, fences, block, at } => {
                // The block before the first that begins with the key may end with it.
                let mut n = fences.partition_point(|first| *first < key).saturating_sub(1);
                while fences.get(n).is_some_and(|first| *first <= key) && values.len() < MOST {
                    if *at != Some(n) {
                        *at = None;
                        read_block(file, n, block)?;
                        *at = Some(n);
                    }
                    values.extend(block.iter().filter(|pair| pair.0 == key).map(|pair| pair.1));
                    n += 1;
                }
            }
        }
        values.truncate(MOST);
        Ok(values)
    }
}

fn read_block(file: &mut File, n: usize, block: &mut Vec<Pair>) -> io::Result<()> {
    file.seek(SeekFrom::Start((n * BLOCK * BYTES) as u64))?;
    let mut bytes = Vec::with_capacity(BLOCK * BYTES);
    file.take((BLOCK * BYTES) as u64).read_to_end(&mut bytes)?;
    block.clear();
    block.extend(bytes.chunks_exact(BYTES).map(pair));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(pairs: impl Iterator<Item = Pair>) -> Sorted {
        let mut sorter = Sorter::default();
        pairs.for_each(|(key, value)| sorter.push(key, value).expect("there is room"));
        sorter.finish().expect("there is room")
    }

    #[test]
    fn few_pairs_stay_in_memory() {
        let mut few = all([(7, 2), (-3, 1), (7, 1), (9, 5)].into_iter());
        assert_eq!(few.of(7).expect("read"), [1, 2]);
        assert_eq!(few.of(8).expect("read"), [0; 0]);
        assert_eq!((few.of(-3).expect("read"), few.total()), (vec![1], 4));
    }

    #[test]
    fn many_pairs_are_found_again_in_a_file() {
        let most = 2 * RUN as i64 + 1_000;
        let mut many = all((0..most).map(|n| ((n * 7_919) % 50_021, n)));
        assert!(matches!(many.pairs, Pairs::Many { .. }));
        for key in [0, 1, 25_000, 50_020, 3] {
            let wanted: Vec<i64> = (0..most).filter(|n| (n * 7_919) % 50_021 == key).collect();
            assert_eq!(many.of(key).expect("read"), wanted, "{key}");
        }
        assert_eq!(many.of(50_021).expect("read"), [0; 0]);
        assert_eq!(many.of(-1).expect("read"), [0; 0]);
    }
}
