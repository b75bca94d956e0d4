//! A throw-away PostgreSQL cluster for this run, from whatever PostgreSQL is installed.
//!
//! It listens on a Unix socket in its own temporary folder only, trusts whoever can reach
//! that folder, and forgets about fsync. `root` may not run PostgreSQL: then the user
//! `postgres` (or `nobody`) does.

use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::{Mutex, OnceLock};
use std::time::Duration;

use super::patience::patiently;
use super::{guard, required};

/// Made once through the app's own migrations; every test's database is a copy of it.
const TEMPLATE: &str = "lotse_template";

struct Cluster {
    binaries: PathBuf,
    folder: PathBuf,
    as_user: Option<String>,
    /// The number of the next database, and the lock for `CREATE DATABASE`, which a copy of
    /// the same template in another connection would refuse.
    next: Mutex<u32>,
    _guard: Child,
}

/// A database of one test's own, dropped with it.
pub struct Database {
    cluster: &'static Cluster,
    name: String,
}

impl Database {
    /// A fresh copy of the migrated database, or nothing when PostgreSQL is not installed.
    /// `migrate` is called once a run, with the address of the database to be copied.
    pub fn fresh(migrate: impl Fn(&str)) -> Option<Self> {
        static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
        let cluster = CLUSTER.get_or_init(Cluster::start).as_ref();
        let Some(cluster) = cluster else {
            required::missing("postgres", "PostgreSQL not found: those tests run on SQLite only");
            return None;
        };
        let mut next = cluster.next.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if *next == 0 {
            cluster.sql(&format!("CREATE DATABASE {TEMPLATE}"));
            migrate(&cluster.url(TEMPLATE));
        }
        *next += 1;
        let name = format!("lotse_{next}");
        // What migrated may take a moment to hang up, and a template in use is not copied.
        cluster.sql(&format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{TEMPLATE}'"
        ));
        cluster.sql(&format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY file_copy"));
        Some(Self { cluster, name })
    }

    /// The address for `LOTSE_DATABASE` and the like.
    pub fn url(&self) -> String {
        self.cluster.url(&self.name)
    }

    /// Runs SQL as the owner, for what no page shows; rows come as lines, columns separated by `|`.
    pub fn sql(&self, sql: &str) -> String {
        self.cluster.run_sql(&self.name, sql)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.cluster.sql(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
        }
    }
}

impl Cluster {
    fn start() -> Option<Self> {
        let binaries = find_binaries()?;
        let folder = tempfile::Builder::new()
            .prefix("lotse-postgres-")
            .tempdir()
            .expect("a temporary folder can be made")
            .keep();
        let as_user = is_root().then(|| hand_over(&folder));
        let data = folder.join("data");
        let log = folder.join("log");
        let text = |path: &Path| path.to_str().expect("a temporary path is text").to_owned();
        let (folder_text, data_text) = (text(&folder), text(&data));

        let initdb = text(&binaries.join("initdb"));
        let init = as_owner(&as_user, &[&initdb, "-D", &data_text, "-U", "postgres", "-A", "trust"]);
        let output = Command::new(&init[0])
            .args(&init[1..])
            .args(["--no-sync", "-E", "UTF8", "--locale=C"])
            .current_dir(&folder)
            .output()
            .expect("initdb can be run");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "initdb failed: {said}");

        let server = text(&binaries.join("postgres"));
        let mut command = as_owner(&as_user, &[&server, "-D", &data_text, "-k", &folder_text]);
        for setting in [
            "listen_addresses=",
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "max_connections=200",
            "shared_buffers=64MB",
        ] {
            command.extend(["-c".to_owned(), setting.to_owned()]);
        }
        let command: Vec<_> = command.iter().map(String::as_str).collect();
        let guard = guard::start(&command, "QUIT", &folder, &log).expect("postgres can be started");

        let cluster = Self { binaries, folder, as_user, next: Mutex::new(0), _guard: guard };
        patiently("PostgreSQL to start", Duration::from_secs(30), || {
            let ready = cluster.psql("postgres", "SELECT 1").output().ok()?;
            ready.status.success().then_some(())
        });
        Some(cluster)
    }

    fn url(&self, database: &str) -> String {
        format!("postgres:///{database}?host={}&user=postgres", self.folder.display())
    }

    fn psql(&self, database: &str, sql: &str) -> Command {
        let mut command = Command::new(self.binaries.join("psql"));
        command.args(["-XqAt", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-d", database]);
        command.arg("-h").arg(&self.folder).args(["-c", sql]);
        command
    }

    fn sql(&self, sql: &str) {
        self.run_sql("postgres", sql);
    }

    fn run_sql(&self, database: &str, sql: &str) -> String {
        let output = self.psql(database, sql).output().expect("psql can be run");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{sql}: {said}");
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }
}

/// The folder that holds `initdb`, `postgres` and `psql`: the newest of Debian's, else on `PATH`.
fn find_binaries() -> Option<PathBuf> {
    let is_whole =
        |folder: &PathBuf| ["initdb", "postgres", "psql"].iter().all(|name| folder.join(name).is_file());
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, folder)| is_whole(folder))
        .collect();
    versions.sort();
    let newest = versions.pop().map(|(_, folder)| folder);
    newest.or_else(|| {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path).find(is_whole)
    })
}

fn is_root() -> bool {
    id(&["-u"]).is_some_and(|id| id == 0)
}

fn id(args: &[&str]) -> Option<u32> {
    let output = Command::new("id").args(args).output().ok()?;
    String::from_utf8_lossy(&output.stdout).trim().parse().ok()
}

/// Gives the folder to the user who will run PostgreSQL and returns that user's name.
fn hand_over(folder: &Path) -> String {
    let user = ["postgres", "nobody"].into_iter().find(|user| id(&["-u", user]).is_some());
    let user = user.expect("root needs the user postgres or nobody to run PostgreSQL");
    chown(folder, id(&["-u", user]), id(&["-g", user])).expect("root may give a folder away");
    // The tests reach the socket as root; nobody else has business here.
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).expect("own folder");
    user.to_owned()
}

fn as_owner(user: &Option<String>, command: &[&str]) -> Vec<String> {
    let mut whole = Vec::new();
    if let Some(user) = user {
        let group = format!("--regid={}", id(&["-g", user]).unwrap_or_default());
        whole.extend(["setpriv".to_owned(), format!("--reuid={user}"), group]);
        whole.extend(["--clear-groups".to_owned(), "--".to_owned()]);
    }
    whole.extend(command.iter().map(|part| (*part).to_owned()));
    whole
}
