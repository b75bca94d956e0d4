//! What a document of the index is made of: one for each post, told apart by its thread.
//!
//! Words are kept by language, each with its own stemming; a text in neither language, or too short to tell, stands
//! under both. Titles are words of the opening alone, so that a long thread is one hit for its title; the other posts
//! carry them as `about`, which counts only beside a word of their own.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{
    Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer, StopWordFilter, TextAnalyzer,
    TokenizerManager,
};

use crate::text::Guess;

/// Grows with every change of fields or of how words are taken apart; an index with another number is made anew.
pub const VERSION: u32 = 1;

/// Words longer than this, in bytes, are no words: keys, hashes, pictures in text.
const WORD_BYTES: usize = 60;

/// The languages, in the order of [`Fields::words`].
pub const LANGUAGES: [Guess; 2] = [Guess::De, Guess::En];

/// Where the words of one language stand.
#[derive(Clone, Copy, Debug)]
pub struct WordFields {
    /// The title, in the document of the opening.
    pub title: Field,
    /// The names of the tags, in the document of the opening.
    pub tags: Field,
    /// The text.
    pub body: Field,
    /// Title and tags again, in the documents of all other posts.
    pub about: Field,
}

/// The fields of the index.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// The post: what a document is replaced by.
    pub post: Field,
    /// Its thread.
    pub thread: Field,
    /// The thread's board: who may see it.
    pub board: Field,
    /// Who wrote the post.
    pub author: Field,
    /// The thread's tags.
    pub tag: Field,
    /// The thread's kind.
    pub kind: Field,
    /// How the thread stands: [`Standing`].
    pub state: Field,
    /// What the post is in it: [`Role`].
    pub role: Field,
    /// Microseconds since 1970.
    pub written: Field,
    /// Words, German and English.
    pub words: [WordFields; 2],
}

/// What a post is in its thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The first post.
    Opening = 0,
    /// An answer or reply.
    Other = 1,
    /// The accepted answer.
    Solution = 2,
}

/// How a thread stands, as far as one can ask for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No question.
    None = 0,
    /// Nobody else has answered.
    Unanswered = 1,
    /// Answered, not ended.
    Unsolved = 2,
    /// Solved by an answer or by the asker.
    Solved = 3,
    /// No longer a problem.
    Settled = 4,
}

impl Fields {
    /// The schema, and its fields.
    pub fn schema() -> (Schema, Fields) {
        let mut schema = Schema::builder();
        let filter = NumericOptions::from(INDEXED);
        let kept = NumericOptions::from(INDEXED) | FAST;
        let fields = Fields {
            post: schema.add_u64_field("post", kept.clone()),
            thread: schema.add_u64_field("thread", kept.clone()),
            board: schema.add_u64_field("board", filter.clone()),
            author: schema.add_u64_field("author", filter.clone()),
            tag: schema.add_u64_field("tag", filter.clone()),
            kind: schema.add_u64_field("kind", filter.clone()),
            state: schema.add_u64_field("state", filter),
            role: schema.add_u64_field("role", kept),
            written: schema.add_i64_field("written", FAST),
            words: LANGUAGES.map(|language| {
                let lang = language.tag();
                let mut add = |name: &str, record| {
                    let indexing = TextFieldIndexing::default().set_tokenizer(lang).set_index_option(record);
                    let options = TextOptions::default().set_indexing_options(indexing);
                    schema.add_text_field(&format!("{name}_{lang}"), options)
                };
                WordFields {
                    title: add("title", IndexRecordOption::WithFreqsAndPositions),
                    tags: add("tags", IndexRecordOption::WithFreqs),
                    body: add("body", IndexRecordOption::WithFreqsAndPositions),
                    about: add("about", IndexRecordOption::WithFreqs),
                }
            }),
        };
        (schema.build(), fields)
    }
}

/// How a text of this language is taken apart into words: small, without the little ones, by their stems.
pub fn analyzer(language: Guess) -> TextAnalyzer {
    let language = match language {
        Guess::De => Language::German,
        Guess::En => Language::English,
    };
    let small = TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(WORD_BYTES))
        .filter(LowerCaser);
    match StopWordFilter::new(language) {
        Some(little) => small.filter(little).filter(Stemmer::new(language)).build(),
        None => small.filter(Stemmer::new(language)).build(),
    }
}

/// The analyzers under the names that the schema calls them by.
pub fn tokenizers() -> TokenizerManager {
    // Not an empty one: numbers are looked up under the name of the usual one.
    let manager = TokenizerManager::default();
    for language in LANGUAGES {
        manager.register(language.tag(), analyzer(language));
    }
    manager
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(language: Guess, text: &str) -> Vec<String> {
        let mut analyzer = analyzer(language);
        let mut stream = analyzer.token_stream(text);
        let mut stems = Vec::new();
        while stream.advance() {
            stems.push(stream.token().text.clone());
        }
        stems
    }

    #[test]
    fn forms_of_a_word_are_one_word() {
        assert_eq!(stems(Guess::De, "Häuser"), stems(Guess::De, "Haus"));
        assert_eq!(stems(Guess::De, "Haeuser"), stems(Guess::De, "Häusern"));
        assert_eq!(stems(Guess::En, "running"), stems(Guess::En, "runs"));
        assert_eq!(stems(Guess::De, "die Heizung und der Kessel").len(), 2);
        assert!(stems(Guess::En, &"x".repeat(100)).is_empty());
    }
}
