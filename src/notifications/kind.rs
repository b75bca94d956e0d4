//! What there is to hear of, and which kind of mail tells it.

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::sql_types::SmallInt;

/// What a row of the inbox is about.
#[derive(AsExpression, FromSqlRow, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[diesel(sql_type = SmallInt)]
pub enum Kind {
    /// New posts in a thread that is followed; bundled by thread.
    Post,
    /// Replies to one's own posts; bundled by thread.
    Reply,
    /// One's name in posts; bundled by thread.
    Mention,
    /// A new thread in a board or under a tag that is followed.
    Started,
    /// A solution in a thread that is followed; bundled by thread.
    Solved,
    /// One's own answer is the solution.
    Accepted,
    /// One's own post helped; bundled by post.
    Helpful,
    /// A rank reached.
    Rank,
    /// Moderation decided something; see [`Decided`].
    Decision,
}

crate::small_codes!(Kind {
    Post = 0,
    Reply = 1,
    Mention = 2,
    Started = 3,
    Solved = 4,
    Accepted = 5,
    Helpful = 6,
    Rank = 7,
    Decision = 8,
});

impl Kind {
    /// Whether it is about a post, and gone when its reader may not see that any more.
    pub const fn is_about_a_post(self) -> bool {
        !matches!(self, Kind::Rank | Kind::Decision)
    }

    /// Whether it is a new post in a thread, in whichever way it concerns its reader.
    pub const fn is_news_of_a_thread(self) -> bool {
        matches!(self, Kind::Post | Kind::Reply | Kind::Mention)
    }

    /// The icon beside it.
    pub const fn icon(self) -> &'static str {
        match self {
            Kind::Post | Kind::Reply => "reply",
            Kind::Mention => "user",
            Kind::Started => "question",
            Kind::Solved | Kind::Accepted => "solved",
            Kind::Helpful => "helpful",
            Kind::Rank => "rank-6",
            Kind::Decision => "flag",
        }
    }
}

/// What moderation decided.
#[derive(AsExpression, FromSqlRow, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[diesel(sql_type = SmallInt)]
pub enum Decided {
    /// One's own post is hidden.
    Hidden,
    /// One's own post is shown again.
    Restored,
    /// A post one flagged is hidden.
    FlagRemoved,
    /// A post one flagged stays.
    FlagKept,
    /// One's own suspension is lifted.
    Reinstated,
}

crate::small_codes!(Decided { Hidden = 0, Restored = 1, FlagRemoved = 2, FlagKept = 3, Reinstated = 4 });

impl Decided {
    /// The key of the sentence in the inbox and in mail.
    pub const fn key(self) -> &'static str {
        match self {
            Decided::Hidden => "inbox-decided-hidden",
            Decided::Restored => "inbox-decided-restored",
            Decided::FlagRemoved => "inbox-decided-flag-removed",
            Decided::FlagKept => "inbox-decided-flag-kept",
            Decided::Reinstated => "inbox-decided-reinstated",
        }
    }
}

/// A kind of mail its reader has a say in. Codes and news about the account always come.
#[derive(AsExpression, FromSqlRow, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[diesel(sql_type = SmallInt)]
pub enum MailKind {
    /// The first answer to one's own question.
    FirstAnswer,
    /// New posts and solutions in what one follows, replies.
    Posts,
    /// One's name in a post.
    Mention,
    /// One's own answer is the solution.
    Accepted,
    /// Moderation decided something.
    Decision,
}

crate::small_codes!(MailKind { FirstAnswer = 0, Posts = 1, Mention = 2, Accepted = 3, Decision = 4 });

impl MailKind {
    /// As in the form, in `outbox.kind` and in text keys (`mail-kind-…`).
    pub const fn word(self) -> &'static str {
        match self {
            MailKind::FirstAnswer => "first_answer",
            MailKind::Posts => "new_posts",
            MailKind::Mention => "mention",
            MailKind::Accepted => "solution_accepted",
            MailKind::Decision => "decision",
        }
    }

    /// Reads [`MailKind::word`].
    pub fn from_word(word: &str) -> Option<MailKind> {
        MailKind::ALL.iter().copied().find(|kind| kind.word() == word)
    }

    /// Whether only so many of them come in a day; the rest waits for the daily mail.
    pub const fn is_capped(self) -> bool {
        matches!(self, MailKind::Posts | MailKind::Mention | MailKind::Accepted)
    }

    /// Which mail tells of a row; helpful marks and ranks are never mailed.
    pub const fn of(kind: Kind) -> Option<MailKind> {
        match kind {
            Kind::Post | Kind::Reply | Kind::Started | Kind::Solved => Some(MailKind::Posts),
            Kind::Mention => Some(MailKind::Mention),
            Kind::Accepted => Some(MailKind::Accepted),
            Kind::Decision => Some(MailKind::Decision),
            Kind::Helpful | Kind::Rank => None,
        }
    }
}

/// When mail of a kind comes.
#[derive(AsExpression, FromSqlRow, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[diesel(sql_type = SmallInt)]
pub enum MailChoice {
    /// At once, as far as there is room in the day.
    #[default]
    AtOnce,
    /// Together at 18:00.
    Daily,
    /// Not at all.
    Never,
}

crate::small_codes!(MailChoice { AtOnce = 0, Daily = 1, Never = 2 });

impl MailChoice {
    /// As in the form and in text keys (`mail-choice-…`).
    pub const fn word(self) -> &'static str {
        match self {
            MailChoice::AtOnce => "at_once",
            MailChoice::Daily => "daily",
            MailChoice::Never => "never",
        }
    }

    /// Reads [`MailChoice::word`].
    pub fn from_word(word: &str) -> Option<MailChoice> {
        MailChoice::ALL.iter().copied().find(|choice| choice.word() == word)
    }
}
