//! Pictures that no post shows are removed; run by the schedule once an hour.

use std::collections::HashSet;
use std::time::{Duration, SystemTime};

use diesel::prelude::*;

use crate::config::Limits;
use crate::db::schema::files;
use crate::ids::{FileId, Ts};
use crate::pictures::keep;
use crate::web::{Refusal, Site};

/// Rows removed in one run; the next one takes the rest.
const AT_ONCE: i64 = 200;
/// Names looked up in one statement.
const LOOKED_UP: usize = 500;

/// Removes uploads that have waited [`Limits::PICTURE_HOURS`] for a post, and files without a row: each run looks
/// through one of the 256 shelves. Returns how many pictures went. For threads that may wait.
///
/// A row goes before its files: a crash in between leaves files that a later run finds, never a row without them.
pub fn remove_unused(site: &Site) -> Result<usize, Refusal> {
    let names: Vec<String> = site.store.database().write_now(|db| {
        let late = Ts::now().plus_hours(-Limits::PICTURE_HOURS);
        let due: Vec<FileId> = files::table
            .filter(files::post.is_null())
            .filter(files::uploaded_at.lt(late))
            .order((files::uploaded_at, files::id))
            .limit(AT_ONCE)
            .select(files::id)
            .load(db)?;
        // One by one: a post may take a picture between the two statements.
        let mut gone = Vec::with_capacity(due.len());
        for id in due {
            let unused = files::table.filter(files::id.eq(id)).filter(files::post.is_null());
            let name: Option<String> =
                diesel::delete(unused).returning(files::name).get_result(db).optional()?;
            gone.extend(name);
        }
        Ok::<_, Refusal>(gone)
    })?;
    for name in &names {
        keep::remove(&site.config.data_dir, name);
    }
    let swept = sweep(site, shelf(Ts::now()))?;
    Ok(names.len() + swept)
}

/// Another shelf each hour.
fn shelf(now: Ts) -> u8 {
    // The remainder of a division by 256 fits.
    u8::try_from((now.seconds() / 3600).rem_euclid(256)).unwrap_or(0)
}

fn sweep(site: &Site, shelf: u8) -> Result<usize, Refusal> {
    let hours = u64::try_from(Limits::PICTURE_HOURS).unwrap_or(24);
    let before = SystemTime::now().checked_sub(Duration::from_secs(hours * 3600));
    let before = before.unwrap_or(SystemTime::UNIX_EPOCH);
    let data_dir = &site.config.data_dir;
    let names = keep::names_on_shelf(data_dir, shelf, before).map_err(Refusal::unavailable)?;
    let mut swept = 0;
    for names in names.chunks(LOOKED_UP) {
        let asked = names.to_vec();
        let known: HashSet<String> = site.store.database().read_now(|db| {
            let rows: Vec<String> =
                files::table.filter(files::name.eq_any(asked)).select(files::name).load(db)?;
            Ok::<_, Refusal>(rows.into_iter().collect())
        })?;
        for name in names.iter().filter(|name| !known.contains(*name)) {
            keep::remove(data_dir, name);
            swept += 1;
        }
    }
    Ok(swept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shelf_has_its_hour() {
        let start = Ts(1_795_611_780_000_000);
        let seen: HashSet<u8> = (0..256).map(|hour| shelf(start.plus_hours(hour))).collect();
        assert_eq!(seen.len(), 256);
    }
}
