//! Keeping passwords: argon2id hashes, made and checked with a bound on how many at once.
//!
//! Parameters are those of the OWASP password storage cheat sheet (m = 19 MiB, t = 2, p = 1); one hash
//! takes about 25 ms and 19 MiB, so a handful of people signing in at once must not be able to fill
//! the machine. What a password may be is in [`password_rules`](super::password_rules).

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

use super::password_rules::{MAX_BYTES, PasswordProblem};

/// Memory of one hash, in KiB.
const MEMORY_KIB: u32 = 19_456;
/// Passes over the memory.
const PASSES: u32 = 2;
/// Lanes.
const LANES: u32 = 1;
/// Hashes made at the same time.
const AT_ONCE: usize = 2;
/// People waiting for their turn before others are asked to come back (about a second's worth).
const WAITING: usize = 64;

/// The hash of a random text nobody knows, checked when there is no account, so that an unknown
/// address takes as long as a wrong password.
const DUMMY: &str = concat!(
    "$argon2id$v=19$m=19456,t=2,p=1$18M0lR3c0RACZS5OkIhncw$QeeEP+",
    "1wQ3vC6TDplQnF60olCYZmVZTgj0tKovobJUo"
);

/// Why a password could not be hashed or checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HashProblem {
    /// Longer than 1024 bytes; never cut off silently.
    #[error("the password is longer than {MAX_BYTES} bytes")]
    TooLong,
    /// Too many people are waiting: answer 503 with Retry-After.
    #[error("too many passwords are being checked at the moment")]
    Busy,
    /// The operating system gave no memory or no randomness.
    #[error("hashing failed")]
    Failed,
}

impl HashProblem {
    /// The Fluent message that explains it and says what to do.
    pub fn key(self) -> &'static str {
        match self {
            Self::TooLong => PasswordProblem::TooLong.key(),
            Self::Busy | Self::Failed => "password-busy",
        }
    }
}

/// What checking a password says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is the password.
    Right {
        /// The hash was made with weaker parameters than today's: hash again and store.
        needs_rehash: bool,
    },
    /// It is not, or there is no account.
    Wrong,
}

/// Hashes a password into a PHC string (`$argon2id$v=19$…`) with a salt of its own.
///
/// The text is brought to NFKC first, so that "ü" typed on different keyboards is the same.
/// Blocks for about 25 ms; handlers use [`Hasher`].
pub fn hash(password: &str) -> Result<String, HashProblem> {
    if password.len() > MAX_BYTES {
        return Err(HashProblem::TooLong);
    }
    let hash = argon2id()?.hash_password(normal(password).as_bytes());
    Ok(hash.map_err(|_| HashProblem::Failed)?.to_string())
}

/// Checks a password against a stored PHC string, or against nothing in the same time.
///
/// A stored text that is no PHC string, like a missing one, is [`Verdict::Wrong`].
pub fn verify(password: &str, stored: Option<&str>) -> Verdict {
    let parsed = stored.and_then(|stored| PasswordHash::new(stored).ok());
    let known = parsed.is_some() && password.len() <= MAX_BYTES;
    let Some(parsed) = parsed.or_else(|| PasswordHash::new(DUMMY).ok()) else {
        return Verdict::Wrong;
    };
    // Whoever sends a whole book gets the time of a short wrong password.
    let password = if password.len() <= MAX_BYTES { normal(password) } else { String::new() };
    let matches = Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok();
    if matches && known {
        return Verdict::Right { needs_rehash: is_outdated(&parsed) };
    }
    Verdict::Wrong
}

/// Whether a stored hash was made with other than today's parameters.
pub fn needs_rehash(stored: &str) -> bool {
    PasswordHash::new(stored).map_or(true, |parsed| is_outdated(&parsed))
}

fn is_outdated(parsed: &PasswordHash) -> bool {
    let Ok(params) = Params::try_from(parsed) else {
        return true;
    };
    parsed.algorithm != Algorithm::Argon2id.ident()
        || parsed.version != Some(Version::V0x13.into())
        || (params.m_cost(), params.t_cost(), params.p_cost()) != (MEMORY_KIB, PASSES, LANES)
}

fn argon2id() -> Result<Argon2<'static>, HashProblem> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| HashProblem::Failed)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn normal(password: &str) -> String {
    password.nfkc().collect()
}

/// Hashes and checks off the async threads, two at once, in order of arrival.
#[derive(Clone, Debug)]
pub struct Hasher {
    turns: Arc<Semaphore>,
    places: Arc<Semaphore>,
}

impl Default for Hasher {
    fn default() -> Self {
        Self { turns: Arc::new(Semaphore::new(AT_ONCE)), places: Arc::new(Semaphore::new(WAITING)) }
    }
}

impl Hasher {
    /// [`hash`], when it is our turn.
    pub async fn hash(&self, password: String) -> Result<String, HashProblem> {
        self.in_turn(move || hash(&password)).await?
    }

    /// [`verify`], when it is our turn.
    pub async fn verify(&self, password: String, stored: Option<String>) -> Result<Verdict, HashProblem> {
        self.in_turn(move || verify(&password, stored.as_deref())).await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, HashProblem> {
        let place = Arc::clone(&self.places).try_acquire_owned();
        let place = place.map_err(|_| HashProblem::Busy)?;
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        let turn = turn.map_err(|_| HashProblem::Failed)?;
        // The permits travel with the work: when a browser hangs up, the hash is still being made.
        let job = tokio::task::spawn_blocking(move || {
            let done = work();
            drop((place, turn));
            done
        });
        job.await.map_err(|_| HashProblem::Failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_recognised_and_another_is_not() {
        let stored = hash("Grüße vom Leuchtturm").unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert_eq!(verify("Grüße vom Leuchtturm", Some(&stored)), Verdict::Right { needs_rehash: false });
        assert_eq!(
            verify("Gru\u{308}ße vom Leuchtturm", Some(&stored)),
            Verdict::Right { needs_rehash: false }
        );
        assert_eq!(verify("grüße vom Leuchtturm", Some(&stored)), Verdict::Wrong);
        assert_ne!(hash("Grüße vom Leuchtturm").unwrap(), stored, "each hash has its own salt");
    }

    #[test]
    fn every_character_counts_and_too_many_are_refused() {
        let long = "a".repeat(MAX_BYTES);
        let stored = hash(&long).unwrap();
        assert_eq!(verify(&long[1..], Some(&stored)), Verdict::Wrong);
        let longer = long + "a";
        assert_eq!(hash(&longer), Err(HashProblem::TooLong));
        assert_eq!(verify(&longer, Some(&stored)), Verdict::Wrong);
    }

    #[test]
    fn no_account_is_wrong_and_costs_a_whole_hash() {
        let dummy = PasswordHash::new(DUMMY).unwrap();
        assert!(!is_outdated(&dummy), "the dummy must cost what today's hashes cost");
        for password in ["", "password", &"x".repeat(5000)] {
            assert_eq!(verify(password, None), Verdict::Wrong);
            assert_eq!(verify(password, Some("not a hash")), Verdict::Wrong);
        }
    }

    #[test]
    fn weaker_hashes_are_made_anew() {
        let params = Params::new(8_192, 1, 1, None).unwrap();
        let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let stored = weak.hash_password(b"an older password").unwrap().to_string();
        assert!(needs_rehash(&stored) && needs_rehash("junk"));
        assert_eq!(verify("an older password", Some(&stored)), Verdict::Right { needs_rehash: true });
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn only_so_many_wait() {
        let hasher = Hasher::default();
        let held = Arc::clone(&hasher.turns).acquire_many_owned(AT_ONCE as u32).await.unwrap();
        let queued: Vec<_> = (0..WAITING)
            .map(|_| {
                let hasher = hasher.clone();
                tokio::spawn(async move { hasher.in_turn(|| ()).await })
            })
            .collect();
        while hasher.places.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(hasher.hash("whatever you say".into()).await, Err(HashProblem::Busy));
        drop(held);
        for waiting in queued {
            waiting.await.unwrap().unwrap();
        }
        let stored = hasher.hash("whatever you say".into()).await.unwrap();
        let verdict = hasher.verify("whatever you say".into(), Some(stored)).await.unwrap();
        assert_eq!(verdict, Verdict::Right { needs_rehash: false });
    }
}
