//! How good the search is: nDCG@10 on folders in BEIR layout (`corpus.jsonl`, `queries.jsonl`, `qrels.tsv`).
//!
//! ```sh
//! cargo run --release --example relevance -- FOLDER…
//! ```

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::Context;
use lotse::search::trial::Trial;

/// Ranks that count.
const RANKS: usize = 10;

fn main() -> anyhow::Result<()> {
    println!("{:<52} {:>7} {:>7} {:>7} {:>8}", "", "search", "similar", "suggest", "µs each");
    for folder in std::env::args().skip(1) {
        measure(Path::new(&folder)).with_context(|| folder.clone())?;
    }
    Ok(())
}

fn measure(folder: &Path) -> anyhow::Result<()> {
    let corpus = lines(&folder.join("corpus.jsonl"))?;
    let queries: HashMap<String, String> = lines(&folder.join("queries.jsonl"))?
        .iter()
        .map(|line| (word(line, "_id"), word(line, "text")))
        .collect();
    let mut wanted: HashMap<String, HashMap<String, f64>> = HashMap::new();
    for line in fs::read_to_string(folder.join("qrels.tsv"))?.lines().skip(1) {
        let mut columns = line.split('\t');
        let (Some(query), Some(text), Some(grade)) = (columns.next(), columns.next(), columns.next()) else {
            anyhow::bail!("a line of qrels.tsv has fewer than three columns: {line}");
        };
        wanted.entry(query.to_owned()).or_default().insert(text.to_owned(), grade.trim().parse()?);
    }
    let texts: Vec<(String, String, String)> =
        corpus.iter().map(|line| (word(line, "_id"), word(line, "title"), word(line, "text"))).collect();
    let place = tempfile::tempdir()?;
    let numbered = texts.iter().enumerate();
    let trial = Trial::of(
        place.path(),
        numbered.map(|(n, (_, title, text))| (n as i64, title.as_str(), text.as_str())),
    )?;
    let mut sums = [0.0; 3];
    let mut count = 0;
    let begun = Instant::now();
    for (id, grades) in &wanted {
        let Some(query) = queries.get(id) else { continue };
        count += 1;
        // A query that is itself a text is not its own answer.
        let found = [
            trial.search(query, RANKS + 1)?,
            trial.similar(query, RANKS + 1)?,
            trial.suggest(query, RANKS + 1)?,
        ];
        for (sum, found) in sums.iter_mut().zip(found) {
            let ids = found
                .iter()
                .map(|number| texts[*number as usize].0.as_str())
                .filter(|found| found != id || grades.contains_key(*found));
            *sum += ndcg(&ids.take(RANKS).collect::<Vec<_>>(), grades);
        }
    }
    let each = begun.elapsed().as_micros() / (3 * count.max(1) as u128);
    let [search, similar, suggest] = sums.map(|sum| sum / f64::from(count.max(1)));
    println!("{:<52} {search:>7.3} {similar:>7.3} {suggest:>7.3} {each:>8}", folder.display());
    Ok(())
}

/// Järvelin and Kekäläinen 2002, with the gain as it stands and the logarithm to base 2.
fn ndcg(found: &[&str], grades: &HashMap<String, f64>) -> f64 {
    let worth = |rank: usize, grade: f64| grade / (rank as f64 + 2.0).log2();
    let got: f64 = found
        .iter()
        .enumerate()
        .map(|(rank, id)| worth(rank, grades.get(*id).copied().unwrap_or_default()))
        .sum();
    let mut best: Vec<f64> = grades.values().copied().collect();
    best.sort_by(|a, b| b.total_cmp(a));
    let ideal: f64 = best.iter().take(RANKS).enumerate().map(|(rank, grade)| worth(rank, *grade)).sum();
    if ideal > 0.0 { got / ideal } else { 0.0 }
}

fn lines(path: &Path) -> anyhow::Result<Vec<serde_json::Value>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    text.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

fn word(line: &serde_json::Value, name: &str) -> String {
    line.get(name).and_then(|value| value.as_str()).unwrap_or_default().to_owned()
}
