"""PostgreSQL: restarted, cut off, slow, gone, and two servers on one database."""

import secrets
import threading
import time

from cluster import Cluster, Way, moved, ready_again, sign_in_again
from house import WRITERS, Load, expect, until


def begin(place, through=None, names=WRITERS[:4]):
    """A community on PostgreSQL, served; `through` is a port of our own between the two."""
    cluster = Cluster(place)
    moved(place, cluster)
    place.people = dict(place.people)
    way = Way(cluster.port) if through else None
    server = place.serve("--database-url", cluster.url(way and way.port))
    sign_in_again(place, cluster, server, [*names, "ada"])
    return cluster, way, server


def hold_there(place, cluster, acknowledged):
    """The invariants, asked from PostgreSQL."""
    bodies = cluster.sql("SELECT body FROM posts WHERE body LIKE '% tried trick number %'").splitlines()
    lost = set(acknowledged) - set(bodies)
    expect(not lost, f"{len(lost)} acknowledged and lost")
    expect(len(bodies) == len(set(bodies)), f"{len(bodies) - len(set(bodies))} posts are there twice")
    done = place.run("check", "--database-url", cluster.url())
    expect(done.returncode == 0, f"lotse check: {(done.stdout + done.stderr)[:300]}")
    return f"{len(acknowledged)} acknowledged, none lost or doubled"


def only(load, wanted, what):
    odd = {status: times for status, times in load.statuses.items() if status not in wanted}
    expect(not odd, f"{what}: answers {load.statuses}")


def f8(place):
    """PostgreSQL restarts, fast and at once, and loses its connections five times a second: each request ends with its
    result or 503, all is well within 5 s without a restart of ours, and the same form sent again makes no double."""
    cluster, _, server = begin(place)
    noted, times = [], []
    for mode in ("fast", "immediate"):
        load = Load(server, WRITERS[:4], mark=f"Restarted {mode}:", pause=0.02)
        time.sleep(1)
        cluster.stop(mode)
        time.sleep(1)
        cluster.start()
        times.append(ready_again(server, 5))
        key, body = secrets.token_urlsafe(16), f"{mode} tried trick number 0, which helped."
        until("writing", 5, lambda: server.person("tim0").reply(place.thread, body, key=key).status == 303)
        again = server.person("tim0").reply(place.thread, body, key=key)
        expect(again.status == 303, f"the same form again answers {again.status}")
        noted += [*load.end().acknowledged, body]
        only(load, {303, 503}, mode)
    load = Load(server, WRITERS[:4], mark="Terminated:", pause=0.02)
    for _ in range(20):
        cluster.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lotse'")
        time.sleep(0.2)
    noted += load.end().acknowledged
    only(load, {303, 503}, "terminated")
    times.append(ready_again(server, 5))
    return f"ready {max(times):.1f} s after; {hold_there(place, cluster, noted)}"


def f9(place):
    """A way to PostgreSQL that is slow, swallows everything, or hangs up; a database that takes no writes: requests end
    within 11 s (nothing is waited for longer than 5 s, and a page asks up to twice), /healthz stays 200, /readyz says
    503, all is well within 10 s afterwards."""
    cluster, way, server = begin(place, through=True)
    place.undo.append(way.close)
    seen = []
    for delay, wanted in ((0.1, {200}), (1.0, {200, 503})):
        way.delay = delay
        page = server.person().get(f"{place.thread}?sort=new", timeout=30)
        expect(page.status in wanted and page.seconds <= 11, f"{delay} s a statement: {page.status} in {page.seconds:.1f} s")
        seen.append(f"{delay} s a statement: {page.status} in {page.seconds:.1f} s")
    way.delay = 0.0
    ready_again(server, 15)
    way.hole = True
    slowest, statuses = 0.0, set()

    def ask(path):
        nonlocal slowest
        began = time.monotonic()
        try:
            statuses.add(server.person("tim0").get(path, timeout=30).status)
        except OSError as problem:
            statuses.add(type(problem).__name__)
        slowest = max(slowest, time.monotonic() - began)

    threads = [threading.Thread(target=ask, args=(place.thread,)) for _ in range(40)]
    for thread in threads:
        thread.start()
    time.sleep(1)
    health, ready = server.person().get("/healthz"), server.person().get("/readyz")
    expect(health.status == 200 and health.seconds < 1, f"/healthz: {health.status} in {health.seconds:.1f} s")
    expect(ready.status == 503 and ready.seconds < 3, f"/readyz: {ready.status} in {ready.seconds:.1f} s")
    for thread in threads:
        thread.join()
    way.hole = False
    way.reset()
    healed = ready_again(server, 10)
    seen.append(f"swallowed: {sorted(map(str, statuses))} in {slowest:.1f} s, healed {healed:.1f} s after")
    expect(statuses <= {503} and slowest <= 11, "; ".join(seen))
    load = Load(server, WRITERS[:4], mark="Reset:", pause=0.02)
    for _ in range(10):
        way.reset()
        time.sleep(0.2)
    noted = load.end().acknowledged
    only(load, {303, 503}, "reset")
    seen.append(f"reset: healed {ready_again(server, 10):.1f} s after")
    cluster.sql("ALTER DATABASE help SET default_transaction_read_only = on")
    cluster.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lotse'")
    time.sleep(0.3)
    answer = server.person("tim0").reply(place.thread, "No.")
    expect(answer.status == 503, f"a database that takes no writes: {answer.status}")
    expect(server.status(place.thread) == 200, "a database that takes no writes: reading stops")
    cluster.sql("ALTER DATABASE help RESET default_transaction_read_only", "postgres")
    cluster.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lotse'")
    body = "tim0 tried trick number 0, which helped."
    _, took = until("writing", 10, lambda: server.person("tim0").reply(place.thread, body).status == 303)
    noted.append(body)
    seen.append(f"read-only: 503, writing {took:.1f} s after")
    return f"{'; '.join(seen)}; {hold_there(place, cluster, noted)}"


def f23(place):
    """Two servers on one database, each thing fifty times at once through both: it happens once, nobody sees a deadlock,
    every sum is right; what one node changes the other shows within 5 s; they start on it together."""
    cluster = Cluster(place)
    moved(place, cluster)
    place.people = dict(place.people)
    first = place.serve("--database-url", cluster.url(), wait=False)
    # The search index of the second lies beside the first one's.
    second = place.serve("--database-url", cluster.url(), wait=False)
    nodes = [first, second]
    for node in nodes:
        expect(node.said.wait(30) and node.address, f"a node does not start: {node.log()[-400:]}")
    sign_in_again(place, cluster, first, [*WRITERS[:4], "ada", "bob", "alice"])
    key, body, answers = secrets.token_urlsafe(16), "tim0 tried trick number 1, which helped.", []

    def at_once(act, times=50):
        answers.clear()
        threads = [threading.Thread(target=lambda n=n: answers.append(act(nodes[n % 2]))) for n in range(times)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sorted({answer.status for answer in answers})

    seen = [f"post {at_once(lambda node: node.person('tim0').reply(place.thread, body, key=key))}"]
    expect(len({answer.headers.get("Location") for answer in answers}) == 1, "one form made several posts")
    post = cluster.sql("SELECT MIN(id) FROM posts WHERE kind = 1")
    for name, action in (("ada", "accept"), ("bob", "helpful"), ("bob", "unhelpful"), ("ada", "unaccept")):
        statuses = at_once(lambda node: node.person(name).post(f"/p/{post}/{action}", {}))
        expect(set(statuses) <= {303, 409} and 303 in statuses, f"{action}: {statuses}")
        seen.append(f"{action} {statuses}")
    edit = nodes[0].person("tim0").form(f"/p/{post}/edit")
    statuses = at_once(lambda node: node.person("tim0").post(
        f"/p/{post}/edit", {**edit, "body": f"Edited {secrets.token_hex(4)}."}))
    done = sum(answer.status == 303 for answer in answers)
    expect(set(statuses) == {303, 409} and done == 1, f"edit: {statuses}, {done} went through")
    seen.append(f"edit {statuses}")

    def delete_or_reply(node):
        if node is first:
            return node.person("tim0").post(f"/p/{post}/delete", {})
        return node.person("tim1").reply(place.thread, "An answer.", key=secrets.token_urlsafe(8))

    statuses = at_once(delete_or_reply, 20)
    expect(set(statuses) <= {303, 404, 409}, f"delete and reply: {statuses}")
    seen.append(f"delete and reply {statuses}")
    profile = {name: second.person(name).form("/settings/profile") for name in ("ada", "bob")}
    word = f"Bobby{secrets.token_hex(3)}"

    def take_name(node):
        name = "bob" if node is first else "ada"
        return node.person(name).post("/settings/profile", {**profile[name], "name": word})

    statuses = at_once(take_name, 20)
    named = cluster.sql(f"SELECT COUNT(*) FROM members WHERE name = '{word}'")
    expect(named == "1" and not [status for status in statuses if status >= 500], f"a name: {statuses}, {named} have it")
    seen.append(f"name {statuses}")
    word = f"Neuigkeit{secrets.token_hex(3)}"
    expect(first.person("tim2").reply(place.thread, f"It is {word}.").status == 303, "no reply")
    visitor = second.person()
    _, shown = until("the other node to show it", 5, lambda: word in visitor.get(place.thread).text)
    for node in nodes:
        expect("deadlock" not in node.log() and "panicked" not in node.log(), f"the log: {node.log()[-300:]}")
        expect(node.status("/readyz") == 200, "a node is not ready")
    return f"{'; '.join(seen)}; the other node shows it in {shown:.1f} s; {hold_there(place, cluster, [])}"
