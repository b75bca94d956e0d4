//! Everything a handler needs, made once at start.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use diesel::prelude::*;

use super::freshness::{Freshness, Part};
use super::limits::Rates;
use super::opened::Opened;
use super::page_cache::PageCache;
use super::secrets::SiteSecret;
use super::traffic::Traffic;
use crate::config::{Community, Config};
use crate::db::Db;
use crate::db::schema::{settings, site};
use crate::events::{Event, Store};

/// The running site: settings, database, secrets, limits.
pub struct Site {
    /// What the operator set.
    pub config: Config,
    /// The way into the database.
    pub store: Store,
    /// The one secret, from which the key of each purpose is made.
    pub secret: SiteSecret,
    /// How often something may be done from one address.
    pub rates: Rates,
    /// When what pages show last changed.
    pub freshness: Arc<Freshness>,
    /// Pages that visitors read alike.
    pub pages: PageCache,
    /// Requests since the start.
    pub traffic: Traffic,
    /// Whether browsers reach the site over https.
    pub is_https: bool,
    /// What members have opened lately.
    pub opened: Opened,
    caches: RwLock<HashMap<TypeId, Versioned>>,
}

struct Versioned {
    version: i64,
    value: Arc<dyn Any + Send + Sync>,
}

/// Something small that every page needs and that changes only with `site.version`: settings, boards.
pub trait Cached: Any + Send + Sync + Sized {
    /// Reads it from the database.
    fn load(db: &mut Db) -> QueryResult<Self>;
}

impl Cached for Community {
    fn load(db: &mut Db) -> QueryResult<Community> {
        let rows: Vec<(String, String)> = settings::table.load(db)?;
        Ok(Community::from_rows(rows))
    }
}

impl Site {
    /// A site on an open database.
    pub fn new(config: Config, store: Store, secret: SiteSecret) -> Site {
        let rates = Rates::new(config.limit_addresses);
        Site {
            is_https: config.is_https(),
            config,
            store,
            secret,
            rates,
            freshness: Arc::default(),
            pages: PageCache::default(),
            traffic: Traffic::default(),
            opened: Opened::default(),
            caches: RwLock::default(),
        }
    }

    /// From now on what this node commits outdates the kept pages that show it.
    pub fn outdating(mut self, parts: fn(&Event) -> Vec<Part>) -> Site {
        let freshness = self.freshness.clone();
        self.store = self.store.then(Arc::new(move |events| {
            let parts: Vec<Part> = events.iter().flat_map(parts).collect();
            freshness.outdate(&parts);
        }));
        self
    }

    /// The value as of `version` (see [`version`]), from memory when nothing has changed since.
    pub fn cached<T: Cached>(&self, db: &mut Db, version: i64) -> QueryResult<Arc<T>> {
        let kind = TypeId::of::<T>();
        let known = {
            let caches = self.caches.read().unwrap_or_else(|e| e.into_inner());
            caches.get(&kind).filter(|c| c.version == version).map(|c| c.value.clone())
        };
        if let Some(Ok(value)) = known.map(|value| value.downcast::<T>()) {
            return Ok(value);
        }
        let value = Arc::new(T::load(db)?);
        let mut caches = self.caches.write().unwrap_or_else(|e| e.into_inner());
        // Of two that load at once, the one that saw less must not win.
        if caches.get(&kind).is_none_or(|c| c.version <= version) {
            caches.insert(kind, Versioned { version, value: value.clone() });
        }
        Ok(value)
    }
}

impl Site {
    /// The value as last seen, whatever has changed since; for pages that must do without the database.
    pub fn cached_any<T: Cached>(&self) -> Option<Arc<T>> {
        let caches = self.caches.read().unwrap_or_else(|e| e.into_inner());
        caches.get(&TypeId::of::<T>())?.value.clone().downcast().ok()
    }
}

/// The version of settings and boards as this snapshot sees it.
pub fn version(db: &mut Db) -> QueryResult<i64> {
    site::table.select(site::version).first(db)
}

/// Marks settings or boards as changed.
pub fn bump_version(db: &mut Db) -> QueryResult<()> {
    diesel::update(site::table).set(site::version.eq(site::version + 1)).execute(db)?;
    Ok(())
}
