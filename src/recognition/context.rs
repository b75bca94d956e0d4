//! What every step of settling points needs to know of the community.

use diesel::QueryResult;
use jiff::tz::TimeZone;

use super::ladder::Preset;
use crate::config::Community;
use crate::db::Db;
use crate::forum::Boards;
use crate::ids::BoardId;
use crate::web::Cached;

/// Boards, time zone and ladder, as of this transaction.
pub struct Context {
    /// All boards.
    pub boards: Boards,
    /// Days are counted in it.
    pub zone: TimeZone,
    /// Which thresholds ranks have.
    pub preset: Preset,
}

impl Context {
    /// Reads it: two statements. Not from the site's cache, which does not see what this transaction has changed.
    pub fn load(db: &mut Db) -> QueryResult<Context> {
        let community = Community::load(db)?;
        Ok(Context {
            boards: Boards::load(db)?,
            zone: TimeZone::get(&community.time_zone).unwrap_or(TimeZone::UTC),
            preset: Preset::from_word(&community.preset).unwrap_or_default(),
        })
    }

    /// The boards every member sees.
    pub fn public_boards(&self) -> Vec<BoardId> {
        self.boards.all().iter().map(|board| board.id).filter(|id| !self.boards.is_private(*id)).collect()
    }
}
