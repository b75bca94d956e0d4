//! The figures: who may read them, and that they move.

use diesel::RunQueryDsl;

use crate::support::{Person, Site, on_each_database, patiently};

const TOKEN: &str = "Bearer a-token-of-the-tests";

fn figures(site: &Site) -> String {
    let page = site.person().raw("GET", "/metrics", &[("authorization", TOKEN)], b"");
    let kind = page.expect_status(200).header("content-type").unwrap_or_default();
    assert!(kind.starts_with("text/plain; version=0.0.4"), "{kind}");
    page.body()
}

/// The number behind `name`, labels included.
fn figure(text: &str, name: &str) -> f64 {
    let line = text.lines().find_map(|line| line.strip_prefix(&format!("{name} ")));
    line.unwrap_or_else(|| panic!("no {name} in\n{text}")).parse().expect("a number")
}

#[test]
fn nobody_reads_the_figures_without_the_token() {
    on_each_database(|site| {
        let mut eve = site.person();
        eve.get("/metrics").expect_status(404);
        for sent in ["Bearer wrong", "Bearer", "Basic a-token-of-the-tests", "a-token-of-the-tests"] {
            eve.raw("GET", "/metrics", &[("authorization", sent)], b"").expect_status(404);
        }
        eve.raw("POST", "/metrics", &[("authorization", TOKEN)], b"").expect_status(405);
    });
}

#[test]
fn the_figures_move_with_what_happens() {
    on_each_database(|site| {
        site.with_community();
        let before = figures(site);
        let thread = site.sign_in("ada").ask("help", "The pump makes a noise", "It hums all night.");
        let mut visitor = site.person();
        for _ in 0..3 {
            visitor.get(&thread).expect_status(200);
        }
        visitor.get("/no/such/page").expect_status(404);
        let after = patiently("the index", std::time::Duration::from_secs(20), || {
            let text = figures(site);
            (figure(&text, "lotse_search_lag_events") == 0.0 && figure(&text, "lotse_search_documents") > 0.0)
                .then_some(text)
        });
        let grew = |name: &str| figure(&after, name) - figure(&before, name);
        assert!(grew("lotse_database_reads_total") >= 1.0);
        assert!(grew("lotse_database_writes_total") >= 1.0);
        assert!(figure(&after, "lotse_visitor_pages_total{from=\"memory\"}") >= 1.0, "{after}");
        let shown = r#"lotse_http_requests_total{path="/t/{id}/{slug}",method="GET",status="2xx"}"#;
        assert!(figure(&after, shown) >= 3.0, "pages from memory are counted under their path");
        let missing = r#"lotse_http_requests_total{path="",method="GET",status="4xx"}"#;
        assert!(figure(&after, missing) >= 1.0);
        assert!(
            figure(&after, r#"lotse_http_requests_total{path="/ask",method="POST",status="3xx"}"#) >= 1.0
        );
        assert_eq!(figure(&after, "lotse_database_up"), 1.0);
        assert_eq!(figure(&after, "lotse_members{role=\"admin\"}"), 1.0);
        assert_eq!(figure(&after, "lotse_http_requests_in_flight"), 1.0, "this one");
        assert!(figure(&after, "lotse_queue_failed{queue=\"jobs\"}") == 0.0);
        assert!(!after.contains(&thread) && !after.contains("example.org"), "no titles, no addresses");
    });
}

#[test]
fn a_database_of_another_version_is_not_served() {
    on_each_database(|site| {
        let mut monitor = site.person();
        monitor.get("/readyz").expect_status(200);
        change(site, "INSERT INTO __diesel_schema_migrations (version) VALUES ('99990101000000')");
        said(&mut monitor, "changed by a newer Lotse");
        change(site, "DELETE FROM __diesel_schema_migrations WHERE version = '99990101000000'");
        change(
            site,
            "DELETE FROM __diesel_schema_migrations WHERE version = \
             (SELECT max(version) FROM __diesel_schema_migrations)",
        );
        said(&mut monitor, "lacks steps of this version");
        monitor.get("/healthz").expect_status(200);
    });
}

fn said(monitor: &mut Person, reason: &str) {
    let page = monitor.get("/readyz");
    assert!(page.expect_status(503).body().contains(reason), "{}", page.body());
}

fn change(site: &Site, sql: &'static str) {
    let database = site.running().app().site().store.database();
    let done = database.write_now(move |db| Ok::<_, anyhow::Error>(diesel::sql_query(sql).execute(db)?));
    done.expect("changed");
}
