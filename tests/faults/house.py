"""What every fault works with: a server in a place of its own, people with browsers, and what must hold afterwards.

A community is founded once a run and copied for each fault, sessions included, so that nobody has to sign in again.
"""

import http.client
import json
import os
import re
import secrets
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
import urllib.parse
from html.parser import HTMLParser
from pathlib import Path

# Members of the team may write as much as they like; newcomers twenty posts an hour.
WRITERS = [f"tim{number}" for number in range(8)]
READY_SECONDS = 10


class Skip(Exception):
    """The machine lacks what the fault needs; the reason is its text."""


def expect(condition, text):
    """A criterion: what was seen instead is the text."""
    if not condition:
        raise AssertionError(text)


def until(what, seconds, look):
    """The first true value of `look`, which must come within so many seconds; and how many it took."""
    begun = time.monotonic()
    while True:
        seen = look()
        took = time.monotonic() - begun
        if seen:
            return seen, took
        expect(took < seconds, f"waited {seconds} s in vain for {what}")
        time.sleep(0.05)


class Answer:
    """What the server said, and how long it took."""

    def __init__(self, status, headers, text, seconds):
        self.status, self.headers, self.text, self.seconds = status, headers, text, seconds


class Forms(HTMLParser):
    """The forms of a page: action, and the fields with their values."""

    def __init__(self, text):
        super().__init__()
        self.forms, self.area, self.choice = [], None, None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        if tag == "option" and self.choice and self.forms:
            fields = self.forms[-1][1]
            if self.choice not in fields or "selected" in named:
                fields[self.choice] = named.get("value", "")
        elif tag == "form":
            self.forms.append((named.get("action", ""), {}))
        elif self.forms and named.get("name"):
            fields = self.forms[-1][1]
            kind = named.get("type", "text")
            if tag == "select":
                self.choice = named["name"]
            elif tag == "textarea":
                self.area = named["name"]
                fields[self.area] = ""
            elif tag == "input" and (kind not in ("checkbox", "radio", "file") or "checked" in named):
                fields[named["name"]] = named.get("value", "on" if kind == "checkbox" else "")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = None
        elif tag == "select":
            self.choice = None

    def handle_data(self, data):
        if self.area and self.forms:
            self.forms[-1][1][self.area] += data

    def to(self, action):
        """The fields of the form that posts there."""
        for where, fields in self.forms:
            if where == action:
                return dict(fields)
        raise AssertionError(f"no form posts to {action}")


class Person:
    """Somebody with a browser without scripts."""

    def __init__(self, address, cookies=None, token=None):
        self.address = urllib.parse.urlsplit(address)
        self.cookies, self.token = dict(cookies or {}), token

    def send(self, method, path, body=None, headers=None, timeout=20):
        """One request on a connection of its own."""
        connection = http.client.HTTPConnection(self.address.hostname, self.address.port, timeout=timeout)
        all_headers = {
            "Accept": "text/html",
            "Accept-Language": "en",
            "Origin": f"http://{self.address.netloc}",
            "Sec-Fetch-Site": "same-origin",
            "Connection": "close",
            **(headers or {}),
        }
        if self.cookies:
            all_headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        begun = time.monotonic()
        try:
            connection.request(method, path, body=body, headers=all_headers)
            response = connection.getresponse()
            text = response.read().decode("utf-8", "replace")
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(response.status, response.headers, text, time.monotonic() - begun)

    def get(self, path, **more):
        return self.send("GET", path, **more)

    def form(self, path, action=None):
        """The fields of the form at this address, as a browser would send them untouched."""
        answer = self.get(path)
        expect(answer.status == 200, f"{path} answered {answer.status}")
        return Forms(answer.text).to(action or path)

    def post(self, path, fields, **more):
        """Sends a form; the token of this session is added."""
        if "token" not in fields and self.token:
            fields = {"token": self.token, **fields}
        body = urllib.parse.urlencode(fields)
        headers = {"Content-Type": "application/x-www-form-urlencoded", **more.pop("headers", {})}
        return self.send("POST", path, body=body, headers=headers, **more)

    def sign_in(self, link):
        """Through a printed link: opening shows a button, pressing it counts."""
        path = urllib.parse.urlsplit(link).path
        answer = self.post(path, self.form(path))
        expect(answer.status == 303, f"signing in answered {answer.status}")
        self.token = self.form("/settings/profile")["token"]

    def ask(self, title, body, board="help"):
        """Asks a question; returns its path."""
        fields = self.form(f"/ask?board={board}", "/ask")
        answer = self.post("/ask", {**fields, "kind": "question", "board": board, "title": title, "body": body})
        expect(answer.status == 303, f"asking answered {answer.status}")
        return urllib.parse.urlsplit(answer.headers["Location"]).path

    def reply(self, thread, body, key=None, **more):
        """Sends a reply, with a key of its own like any form."""
        number = thread.split("/")[2]
        fields = {"key": key or secrets.token_urlsafe(16), "body": body}
        return self.post(f"/t/{number}/reply", fields, **more)

    def upload(self, data, name="a.png"):
        """Sends a picture, as the page's script does."""
        boundary = "faults" + secrets.token_hex(8)
        body = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="token"\r\n\r\n{self.token}\r\n'
            f'--{boundary}\r\nContent-Disposition: form-data; name="picture"; filename="{name}"\r\n'
            "Content-Type: image/png\r\n\r\n"
        ).encode() + data + f"\r\n--{boundary}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}", "X-Requested-With": "fetch"}
        return self.send("POST", "/uploads", body=body, headers=headers)


class Server:
    """`lotse serve` in a process of its own; killed when it is left."""

    def __init__(self, place, env, options, wait):
        self.place, self.address = place, None
        self.began = time.monotonic()
        self.log_path = place.folder / f"log-{len(place.servers)}"
        line = [*place.lotse, "serve", "--listen", f"127.0.0.1:{place.port}", *options]
        self.process = subprocess.Popen(
            line, cwd=place.folder, env=place.environment(env), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=open(self.log_path, "wb"), text=True,
        )
        place.servers.append(self)
        self.said = threading.Event()
        threading.Thread(target=self.listen, daemon=True).start()
        if wait:
            expect(self.said.wait(30) and self.address, f"it does not start: {self.log()[-600:]}")
            self.started_in = time.monotonic() - self.began

    def listen(self):
        for line in self.process.stdout:
            if line.startswith("Lotse is at "):
                self.address = line.removeprefix("Lotse is at ").strip()
                self.said.set()
        self.said.set()

    def log(self):
        return self.log_path.read_text("utf-8", "replace")

    def person(self, name=None):
        """Somebody who is signed in already, or a visitor."""
        cookies, token = self.place.people.get(name, ({}, None))
        return Person(self.address, cookies, token)

    def ready(self, seconds=READY_SECONDS):
        """Waits until it says so; returns how long that took."""
        return until("/readyz", seconds, lambda: self.status("/readyz") == 200)[1]

    def status(self, path, timeout=5):
        try:
            return self.person().get(path, timeout=timeout).status
        except (OSError, http.client.HTTPException):
            return 0

    def memory(self):
        """Resident bytes."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def stop(self, seconds=20):
        """SIGTERM; returns the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)


class Place:
    """Where one fault happens: a folder with settings and data, and whatever serves them."""

    def __init__(self, lotse, folder, postgres=None):
        self.lotse, self.folder, self.postgres = [str(lotse)], Path(folder), postgres
        self.people, self.servers, self.thread, self.port = {}, [], None, 0
        self.undo = []

    @property
    def data(self):
        return self.folder / "data"

    @property
    def database(self):
        return self.data / "lotse.db"

    def settings(self, **more):
        """Writes lotse.toml."""
        known = {"data_dir": str(self.data), "limit_addresses": False, **more}
        lines = [f"{name} = {json.dumps(value)}" for name, value in known.items()]
        (self.folder / "lotse.toml").write_text("\n".join(lines) + "\n")

    def environment(self, more=None):
        kept = {name: value for name, value in os.environ.items()
                if not name.startswith("LOTSE_") and name not in ("DATABASE_URL", "RUST_LOG")}
        return {**kept, **(more or {})}

    def run(self, *words, env=None, timeout=60):
        """A command of the program; what it said and its code."""
        return subprocess.run([*self.lotse, *words], cwd=self.folder, env=self.environment(env),
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout)

    def serve(self, *options, env=None, wait=True):
        return Server(self, env, options, wait)

    def sql(self, text, *values):
        """Asks the SQLite file, beside the server."""
        with sqlite3.connect(self.database, timeout=10) as connection:
            rows = connection.execute(text, values).fetchall()
        connection.close()
        return rows

    def copy_of(self, other):
        """Takes over a community as it was founded."""
        shutil.copytree(other.data, self.data)
        self.people, self.thread = other.people, other.thread

    def found(self):
        """A community with an admin, writers, two members, a board and a question."""
        self.settings()
        for name in ["alice", *WRITERS, "ada", "bob"]:
            role = {"alice": "admin", "ada": "member", "bob": "member"}.get(name, "team")
            done = self.run("member", "add", "--email", f"{name}@example.org", "--name", name, "--role", role)
            expect(done.returncode == 0, f"{name} cannot be added: {done.stderr}")
        server = self.serve()
        for name in ["alice", *WRITERS, "ada", "bob"]:
            person = server.person()
            person.sign_in(self.link(name))
            self.people[name] = (person.cookies, person.token)
            if name == "alice":
                board = person.form("/admin/boards/new")
                board |= {"slug": "help", "name": "Help", "kind_question": "on"}
                made = person.post("/admin/boards/new", board)
                expect(made.status == 303, f"no board can be made: {made.status}")
        self.thread = server.person("ada").ask("What helps against the squeak", "It squeaks in the morning.")
        expect(server.stop() == 0, "the new community does not end well")

    def link(self, name):
        done = self.run("login-link", f"{name}@example.org")
        expect(done.returncode == 0, f"no link for {name}: {done.stderr}")
        return done.stdout.strip()

    def close(self):
        """Ends whatever still runs, and takes back what was done to the machine."""
        for server in self.servers:
            server.kill()
        for undo in reversed(self.undo):
            undo()


def main_of(page):
    """What a page itself says."""
    return page.split("<main", 1)[-1].split("</main", 1)[0]


def has_hit(server, word):
    """Whether a search finds this very word in a post; one like it does not count."""
    return f"<mark>{word}</mark>" in main_of(server.person().get(f"/search?q={word}").text)


class Load:
    """Writers who write until they are told to stop, and note what was acknowledged."""

    def __init__(self, server, names=WRITERS, mark="", pause=0.0):
        self.acknowledged, self.statuses, self.slowest, self.ends = [], {}, 0.0, threading.Event()
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.write, args=(server, name, mark, pause), daemon=True)
                        for name in names]
        for thread in self.threads:
            thread.start()

    def write(self, server, name, mark, pause):
        person, number = server.person(name), 0
        while not self.ends.is_set():
            number += 1
            body = f"{mark} {name} tried trick number {number}, which helped."
            begun = time.monotonic()
            try:
                status = person.reply(server.place.thread, body, timeout=30).status
            except (OSError, http.client.HTTPException) as problem:
                status = type(problem).__name__
            with self.lock:
                self.slowest = max(self.slowest, time.monotonic() - begun)
                self.statuses[status] = self.statuses.get(status, 0) + 1
                if status == 303:
                    self.acknowledged.append(body)
            if isinstance(status, str) and server.process.poll() is not None:
                return
            time.sleep(pause)

    def end(self):
        self.ends.set()
        for thread in self.threads:
            thread.join(40)
        return self


def hold(place, server, acknowledged=(), exact=False):
    """The invariants: ready in time, what was acknowledged is there once, nothing twice, every sum right.

    Returns a few words for the report. With `exact` nothing else may be there either.
    """
    took = server.ready()
    bodies = [row[0] for row in place.sql("SELECT body FROM posts WHERE body LIKE '% tried trick number %'")]
    lost = set(acknowledged) - set(bodies)
    expect(not lost, f"{len(lost)} acknowledged and lost, such as {next(iter(lost), '')!r}")
    expect(len(bodies) == len(set(bodies)), f"{len(bodies) - len(set(bodies))} posts are there twice")
    if exact:
        more = set(bodies) - set(acknowledged)
        expect(not more, f"{len(more)} posts that nobody was told of")
    page = server.person("bob").get(place.thread)
    expect(page.status == 200, f"the thread answers {page.status}")
    sound(place)
    return f"{len(acknowledged)} acknowledged, none lost or doubled, ready in {took:.1f} s"


def sound(place):
    """`lotse check` finds nothing."""
    done = place.run("check")
    said = re.sub(r"\s+", " ", done.stdout + done.stderr)
    expect(done.returncode == 0, f"lotse check: {said[:300]}")
