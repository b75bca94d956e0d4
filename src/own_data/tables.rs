//! Index: **what is kept about a member**, table by table.

/// What the download holds of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Download {
    /// Its rows, under this name.
    As(&'static str),
    /// Nothing, because …
    Nothing(&'static str),
}

/// What becomes of a member's rows when they leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// They are deleted.
    Deleted,
    /// They stay and point to a member who has no name any more.
    Nameless,
    /// They stay; what the member wrote in them goes.
    Emptied,
    /// They stay, unless the member wants their texts gone: then these go.
    AsChosen,
}

use Download::{As, Nothing};
use Leaving::{AsChosen, Deleted, Emptied, Nameless};

/// Every table with a column that names a member.
#[rustfmt::skip] // an index: one line each
pub const TABLES: &[(&str, Download, Leaving)] = &[
    ("members", As("member"), Emptied),
    ("member_boards", Nothing("rights, not data: the role says it"), Deleted),
    ("sessions", As("sessions"), Deleted),
    ("sign_ins", Nothing("codes on their way, gone within hours"), Deleted),
    ("outbox", Nothing("mail on its way, gone once sent"), Deleted),
    ("form_keys", Nothing("random keys of forms, gone after a day"), Deleted),
    ("threads", As("threads"), AsChosen),
    ("posts", As("posts"), AsChosen),
    ("revisions", As("earlier_texts"), AsChosen),
    ("files", As("pictures"), AsChosen),
    ("helpful_marks", As("helpful_given"), Emptied),
    ("worked_marks", As("worked_given"), Emptied),
    ("same_here_marks", As("same_here"), Nameless),
    ("follows", As("follows"), Deleted),
    ("bookmarks", As("bookmarks"), Deleted),
    ("mentions", As("mentioned_in"), Nameless),
    ("flags", As("flags"), Nameless),
    ("read_positions", As("read_up_to"), Deleted),
    ("board_reads", As("boards_marked_read"), Deleted),
    ("ledger", As("points"), Nameless),
    ("notifications", As("inbox"), Deleted),
    ("notification_causes", Nothing("what the rows of the inbox are made of"), Deleted),
    ("mail_choices", As("mail_choices"), Deleted),
    ("ignores", As("ignored"), Deleted),
    ("imported_members", Nothing("a number on another site, which each post from there shows"), Nameless),
    ("imported_posts", Nothing("the same, and what each post shows of its source"), Emptied),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Columns that name a member.
    const NAMING: [&str; 14] = [
        "member",
        "author",
        "owner",
        "giver",
        "by",
        "reader",
        "ignored",
        "ended_by",
        "hidden_by",
        "settled_by",
        "last_author",
        "asker",
        "actor",
        "recipient",
    ];

    /// The tables of the schema with a column that names a member, and `members` itself.
    fn naming_tables() -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let mut table = String::new();
        for line in include_str!("../db/schema.rs").lines().map(str::trim) {
            if let Some((name, _)) = line.split_once(" (").filter(|_| line.ends_with('{')) {
                table = name.to_owned();
            }
            let column = line.split_once(" -> ").map_or("", |(column, _)| column);
            if (NAMING.contains(&column) || table == "members") && !found.contains(&table) {
                found.push(table.clone());
            }
        }
        found
    }

    #[test]
    fn every_table_that_names_a_member_has_its_line() {
        let mut there = naming_tables();
        let mut said: Vec<String> = TABLES.iter().map(|(table, ..)| (*table).to_owned()).collect();
        there.sort();
        said.sort();
        assert_eq!(there, said);
    }

    #[test]
    fn every_name_in_the_download_is_a_section_and_the_other_way_round() {
        let mut said: Vec<&str> = TABLES
            .iter()
            .filter_map(|(_, download, _)| match download {
                As(name) => Some(*name),
                Nothing(_) => None,
            })
            .filter(|name| *name != "member")
            .collect();
        let mut there: Vec<&str> =
            crate::own_data::sections::SECTIONS.iter().map(|(name, _)| *name).collect();
        said.sort_unstable();
        there.sort_unstable();
        assert_eq!(there, said);
    }
}
