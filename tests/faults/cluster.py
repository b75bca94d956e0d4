"""A PostgreSQL of one fault's own, on a port of 127.0.0.1, and a way to it that can be made bad."""

import os
import pwd
import select
import shutil
import socket
import subprocess
import threading
import time
from pathlib import Path

from house import Skip, until


def binaries(given):
    """The folder with initdb, postgres, pg_ctl and psql: the one named, or the newest there is."""
    found = [given] if given else sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    for folder in reversed(found):
        if all((folder / name).is_file() for name in ("initdb", "postgres", "pg_ctl", "psql")):
            return folder
    raise Skip("needs PostgreSQL's server binaries (--postgres DIR)")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


class Cluster:
    """Runs as another user where we are root: PostgreSQL insists."""

    def __init__(self, place):
        self.bin, self.place, self.port = binaries(place.postgres), place, free_port()
        # Its path must be short: it holds a socket.
        self.folder = place.folder / "pg"
        self.folder.mkdir()
        self.owner = []
        if os.geteuid() == 0:
            user = next((name for name in ("postgres", "nobody") if name in {one.pw_name for one in pwd.getpwall()}), None)
            if not user or not shutil.which("setpriv"):
                raise Skip("root needs setpriv and the user postgres or nobody to run PostgreSQL")
            who = pwd.getpwnam(user)
            os.chown(self.folder, who.pw_uid, who.pw_gid)
            place.folder.chmod(0o755)
            self.owner = ["setpriv", f"--reuid={who.pw_uid}", f"--regid={who.pw_gid}", "--clear-groups", "--"]
        self.command("initdb", "-D", self.folder / "data", "-U", "lotse", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        with open(self.folder / "data" / "postgresql.conf", "a") as file:
            file.write(f"listen_addresses = '127.0.0.1'\nport = {self.port}\nunix_socket_directories = ''\n"
                       "max_connections = 60\nfsync = off\n")
        place.undo.append(lambda: self.command("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop", check=False))
        self.start()
        self.sql("CREATE DATABASE help", "postgres")

    def command(self, name, *words, check=True):
        # Its output goes to a file: a server started by pg_ctl keeps what it inherits open.
        with open(self.folder.parent / "pg-log", "ab") as log:
            return subprocess.run([*self.owner, self.bin / name, *words], stdout=log, stderr=log, cwd="/", check=check,
                                  stdin=subprocess.DEVNULL, timeout=40)

    def start(self):
        self.command("pg_ctl", "-D", self.folder / "data", "-w", "-t", "30", "-l", self.folder / "log", "start")

    def stop(self, mode):
        self.command("pg_ctl", "-D", self.folder / "data", "-w", "-m", mode, "stop")

    def sql(self, text, database="help"):
        """Rows as lines, columns separated by `|`."""
        line = [self.bin / "psql", "-XqAt", "-h", "127.0.0.1", "-p", str(self.port), "-U", "lotse", "-d", database, "-c", text]
        done = subprocess.run(line, capture_output=True, text=True, timeout=30)
        if done.returncode != 0:
            raise RuntimeError(f"{text}: {done.stderr}")
        return done.stdout.strip()

    def url(self, port=None):
        return f"postgres://lotse@127.0.0.1:{port or self.port}/help"


class Way:
    """Between Lotse and PostgreSQL: passes everything on, late, not at all, or hangs up."""

    def __init__(self, port):
        self.target, self.delay, self.hole, self.open = port, 0.0, False, True
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port, self.pairs = self.socket.getsockname()[1], []
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while self.open:
            try:
                near, _ = self.socket.accept()
                far = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                continue
            self.pairs.append((near, far))
            for one, other in ((near, far), (far, near)):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self.carry, args=(one, other, one is near), daemon=True).start()

    def carry(self, source, target, is_asking):
        try:
            while True:
                select.select([source], [], [])
                while self.hole:
                    time.sleep(0.05)
                data = source.recv(65536)
                if not data:
                    break
                if is_asking and self.delay:
                    time.sleep(self.delay)
                target.sendall(data)
        except (OSError, ValueError):
            pass
        for one in (source, target):
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def reset(self):
        """Hangs up on everybody, as a firewall does."""
        for pair in self.pairs:
            for one in pair:
                try:
                    one.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass
        self.pairs.clear()

    def close(self):
        self.open, self.hole = False, False
        self.socket.close()
        self.reset()


def moved(place, cluster):
    """Takes the founded community to PostgreSQL, as its operator would."""
    done = place.run("backup", "move.zip")
    if done.returncode == 0:
        (place.data / "lotse.db").rename(place.folder / "old.db")
        for name in ("lotse.db-wal", "lotse.db-shm"):
            (place.data / name).unlink(missing_ok=True)
        done = place.run("restore", "move.zip", "--database-url", cluster.url())
    if done.returncode != 0:
        raise RuntimeError(done.stdout + done.stderr)


def sign_in_again(place, cluster, server, names):
    """Backups hold no sessions."""
    for name in names:
        done = place.run("login-link", f"{name}@example.org", "--database-url", cluster.url())
        person = server.person()
        person.sign_in(done.stdout.strip())
        place.people[name] = (person.cookies, person.token)


def ready_again(server, seconds):
    return until("/readyz", seconds, lambda: server.status("/readyz") == 200)[1]
