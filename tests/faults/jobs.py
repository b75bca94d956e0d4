"""Background work that cannot be done."""

import time

from house import expect, hold, until
from mailing import write_sql


def f30(place):
    """A job nobody can do, and one whose server was killed: others go on, it is given up after eight tries and named by
    `lotse check`, the killed one is done by the next server."""
    server = place.serve()
    write_sql(place, "INSERT INTO jobs (kind, subject, due_at, created_at) VALUES ('poison', 1, 0, 0)")
    row = lambda: place.sql("SELECT attempts, problem FROM jobs WHERE kind = 'poison'")[0]
    began = time.monotonic()
    while row()[1] is None:
        write_sql(place, "UPDATE jobs SET due_at = 0 WHERE kind = 'poison' AND leased_until = 0 AND problem IS NULL")
        expect(time.monotonic() - began < 30, f"not given up: {row()}")
        time.sleep(0.1)
    tries, problem = row()
    # Telling those who follow a thread is a job; ada asked the question.
    before = place.sql("SELECT unread FROM members WHERE name = 'ada'")[0][0]
    body = "tim0 tried trick number 1, which helped."
    expect(server.person("tim0").reply(place.thread, body).status == 303, "posting stops")
    until("other work", 10, lambda: place.sql("SELECT unread FROM members WHERE name = 'ada'")[0][0] > before
          and place.sql("SELECT COUNT(*) FROM jobs WHERE kind <> 'poison'")[0][0] == 0)
    health = server.person("alice").get("/admin/health")
    expect(health.status == 200 and "/admin/health/retry" in health.text, "the health page does not offer to try again")
    done = place.run("check")
    said = done.stdout + done.stderr
    expect(done.returncode == 1 and "failed too often" in said, f"check says {said[:200]!r}")
    write_sql(place, "DELETE FROM jobs WHERE kind = 'poison'")
    kind = place.sql("SELECT kind FROM jobs LIMIT 1")
    expect(not kind, f"left over: {kind}")
    server.kill()
    # As a server leaves it that dies of a job: taken, with a lease that has run out.
    write_sql(place, "INSERT INTO jobs (kind, subject, due_at, attempts, leased_until, created_at) "
                     "SELECT 'tell-post', MAX(id), 0, 1, 1, 0 FROM posts")
    server = place.serve()
    until("the job of the killed server", 15, lambda: not place.sql("SELECT 1 FROM jobs"))
    return f"given up after {tries} tries ({problem}), others went on; {hold(place, server, [body])}"
