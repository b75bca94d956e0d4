"""Mail: a server that is away, and one that misbehaves. The pauses before further tries are cut short in the database."""

import shutil
import socket
import ssl
import sqlite3
import statistics
import subprocess
import time

from house import expect, hold, until
from post_office import PostOffice


def ask_for_code(server, address):
    """Somebody wants to join; how long the answer took."""
    person = server.person()
    answer = person.post("/join", {**person.form("/join"), "email": address})
    expect(answer.status == 303, f"joining answers {answer.status}")
    return answer.seconds


def write_sql(place, text):
    """Changes rows beside the server."""
    connection = sqlite3.connect(place.database, timeout=10)
    with connection:
        connection.execute(text)
    connection.close()


def hurry(place):
    """What waits for its next try is due now."""
    write_sql(place, "UPDATE outbox SET due_at = 0 WHERE problem IS NULL AND leased_until = 0")


def waiting(place):
    return place.sql("SELECT COUNT(*) FROM outbox WHERE problem IS NULL")[0][0]


def f10(place):
    """No mail server: joining answers as fast as ever, what is to be sent is kept with its pause; once the server is
    back all of it is sent once, the newest codes first, and expired ones never."""
    office = PostOffice()
    place.settings(smtp_url=f"smtp://127.0.0.1:{office.port}?tls=none", mail_from="help@example.org")
    server = place.serve()
    before = statistics.median(ask_for_code(server, f"before{number}@example.org") for number in range(8))
    until("the mail", 20, lambda: waiting(place) == 0)
    office.close()
    time.sleep(0.2)
    addresses = [f"during{number}@example.org" for number in range(8)]
    during = statistics.median(ask_for_code(server, address) for address in addresses)
    expect(abs(during - before) <= 0.05, f"joining took {before * 1000:.0f} ms before, {during * 1000:.0f} ms without")
    until("every try", 20, lambda: place.sql("SELECT MIN(attempts) FROM outbox")[0][0] >= 1
          and place.sql("SELECT COUNT(*) FROM outbox WHERE leased_until > 0")[0][0] == 0)
    pauses = [row[0] for row in place.sql("SELECT due_at / 1000000 - strftime('%s', 'now') FROM outbox")]
    expect(all(20 <= pause <= 65 for pause in pauses), f"the next tries are in {pauses} s")
    expect(server.person("tim0").reply(place.thread, "Still here.").status == 303, "posting stops")
    write_sql(place, "UPDATE outbox SET expires_at = 1 WHERE id = (SELECT MIN(id) FROM outbox)")
    again = PostOffice(office.port)
    hurry(place)
    _, took = until("all mail", 60, lambda: waiting(place) == 0)
    sent = [to for to, _, _ in again.letters if to in addresses]
    expect(sorted(sent) == sorted(addresses[1:]), f"sent were {sent}")
    expect(set(sent[:2]) <= set(addresses[-3:]), f"the newest were not first: {sent}")
    again.close()
    return (f"joining {before * 1000:.0f} ms with, {during * 1000:.0f} ms without a server; next tries in {max(pauses)} s; "
            f"7 of 8 sent once in {took:.1f} s, the expired one not; {hold(place, server)}")


def f11(place):
    """4xx and 421 are tried again after a pause, 5xx is not and stops mail to the member; a letter whose receipt was lost
    comes twice at most, with one Message-ID; a slow banner and a stuck recipient hold up nobody else; no step takes more
    than 30 s; without the promised encryption, or with a bad certificate, nothing is sent."""
    office = PostOffice(banner_seconds=[60])
    place.settings(smtp_url=f"smtp://127.0.0.1:{office.port}?tls=none", mail_from="help@example.org")
    for name in ("hard", "stuck"):
        place.run("member", "add", "--email", f"{name}@example.org", "--name", f"the {name} one")
    server = place.serve()
    began = time.monotonic()
    for name in ("banner", "fine0"):
        ask_for_code(server, f"{name}@example.org")
    got = lambda name: office.to(f"{name}@example.org")
    _, beside = until("a letter beside the slow banner", 10, lambda: got("fine0") or got("banner"))
    for name in ("once-soft", "once-gone", "once-dropped", "soft", "hard"):
        ask_for_code(server, f"{name}@example.org")
    until("the first tries", 20, lambda: set(office.tries) >= {
        f"{name}@example.org" for name in ("once-soft", "once-gone", "once-dropped", "soft", "hard")})
    time.sleep(0.5)
    rows = dict(place.sql("SELECT address, due_at / 1000000 - strftime('%s', 'now') FROM outbox WHERE leased_until = 0"))
    expect("hard@example.org" not in rows, "a 5xx is tried again")
    stopped = place.sql("SELECT mail_stopped_at FROM members WHERE email = 'hard@example.org'")[0][0]
    expect(stopped, "mail to an address that is none goes on")
    pauses = {name: rows.get(f"{name}@example.org") for name in ("once-soft", "once-gone", "once-dropped", "soft")}
    expect(all(pause and 20 <= pause <= 65 for pause in pauses.values()), f"the next tries: {pauses}")
    # The first connection still waits for its banner; its thread gives up after 30 s.
    until("the slow banner to be given up", 40, lambda: got("banner") and got("fine0") or hurry_up(place, began))
    slow = time.monotonic() - began
    ask_for_code(server, "stuck@example.org")
    until("the stuck one", 10, lambda: "stuck@example.org" in office.tries)
    ask_for_code(server, "fine1@example.org")
    _, beside_stuck = until("a letter beside the stuck one", 10, lambda: got("fine1"))
    hurry(place)
    until("second tries", 20, lambda: got("once-soft") and got("once-gone") and len(got("once-dropped")) == 2)
    expect(len(set(got("once-dropped"))) == 1, "a letter came twice with two ids")
    expect(len(got("once-soft")) == len(got("once-gone")) == len(got("fine1")) == 1, "letters came more than once")
    expect(len(office.tries["hard@example.org"]) == 1, "a 5xx was tried again")
    said = hold(place, server)
    # A letter to the stuck recipient is under way; the end does not wait for it.
    expect(server.stop() == 0, "it does not end well")
    office.close()
    return (f"beside a slow banner {beside:.1f} s, given up within {slow:.0f} s; beside a stuck recipient {beside_stuck:.1f} s; "
            f"4xx, 421 and lost receipts again after {max(pauses.values())} s; {unsafe(place)}; {said}")


def hurry_up(place, began):
    """After the banner's time: what failed on it is due at once."""
    if time.monotonic() - began > 31:
        hurry(place)
    return False


def unsafe(place):
    """Servers without the promised encryption, or with a certificate nobody signed, get no letter."""
    offices = {"no STARTTLS": PostOffice()}
    if shutil.which("openssl"):
        key, certificate = place.folder / "key.pem", place.folder / "certificate.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
                       check=True, capture_output=True)
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate, key)
        offices["a bad certificate"] = PostOffice(capabilities=["STARTTLS"], tls=tls)
    for name, office in offices.items():
        write_sql(place, "DELETE FROM outbox")
        place.settings(smtp_url=f"smtp://127.0.0.1:{office.port}", mail_from="help@example.org")
        server = place.serve()
        ask_for_code(server, "fine2@example.org")
        until("a try", 20, lambda: place.sql("SELECT 1 FROM outbox WHERE attempts > 0 AND leased_until = 0"))
        expect(not office.letters, f"{name}: a letter was sent")
        expect("mail" in server.log() and "not sent" in server.log(), f"{name}: the log says nothing")
        server.kill()
        office.close()
    return f"refused: {', '.join(offices)}"
