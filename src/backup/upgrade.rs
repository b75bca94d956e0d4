//! Before an upgrade: the rows as they were, so that the program of before can have them back.

use std::path::PathBuf;

use anyhow::Context;

use super::make_private;
use super::write::{Extent, remove_parts, to_file};
use crate::config::{Config, DatabaseUrl};
use crate::db::{self, Standing};
use crate::ids::Ts;

/// Makes a backup when this program is about to migrate a community, and says where. Pictures are no part of it:
/// no migration touches them, and they stay where they are.
///
/// Errors: the backup cannot be made; then nothing may be migrated.
pub fn before_upgrade(config: &Config) -> anyhow::Result<Option<PathBuf>> {
    let url = config.database()?;
    if matches!(&url, DatabaseUrl::Sqlite(path) if !path.exists()) {
        return Ok(None);
    }
    let standing = db::look(&url, |db| Ok(db::standing(db)?))?;
    let Standing::Behind(missing) = standing else { return Ok(None) };
    let folder = config.data_dir.join("backups");
    make_private(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    remove_parts(&folder);
    let at: String = Ts::now().iso().chars().filter(|c| c.is_ascii_alphanumeric()).take(15).collect();
    let path = folder.join(format!("before-{}-{at}.zip", env!("CARGO_PKG_VERSION")));
    tracing::info!(
        missing,
        "the database was made by an earlier Lotse: making a backup before it is changed"
    );
    to_file(config, &path, Extent::RowsOnly, &mut |_| {}).context("the backup before the upgrade failed")?;
    tracing::info!("the backup before the upgrade is {}", path.display());
    Ok(Some(path))
}
