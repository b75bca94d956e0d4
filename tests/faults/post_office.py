"""A mail server that behaves as badly as real ones do, by who gets the letter."""

import socket
import threading
import time


class PostOffice:
    """Speaks SMTP on 127.0.0.1. The name before the @ says what happens:

    `soft` 451, `hard` 550 5.1.1, `gone` 421 and the end of the connection, `dropped` takes the letter and hangs up
    before it says so, `stuck` never answers; `once-…` does that the first time only. All others get their letters.
    """

    def __init__(self, port=0, banner_seconds=(), capabilities=(), tls=None):
        self.socket = socket.create_server(("127.0.0.1", port))
        self.port = self.socket.getsockname()[1]
        self.banners, self.capabilities, self.tls = list(banner_seconds), capabilities, tls
        self.letters, self.tries, self.lock, self.open = [], {}, threading.Lock(), True
        self.connections = []
        threading.Thread(target=self.serve, daemon=True).start()

    def close(self):
        self.open = False
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.socket.close()
        for connection in self.connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def serve(self):
        while self.open:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.connections.append(connection)
            threading.Thread(target=self.guarded, args=(connection,), daemon=True).start()

    def guarded(self, connection):
        try:
            self.talk(connection)
        except OSError:
            pass
        finally:
            connection.close()

    def trouble(self, address):
        """What is to happen to letters for this address, this time."""
        name = address.split("@")[0]
        with self.lock:
            self.tries.setdefault(address, []).append(time.monotonic())
            times = len(self.tries[address])
        if name.startswith("once-"):
            return name.removeprefix("once-").split("-")[0] if times == 1 else ""
        return name.split("-")[0]

    def talk(self, connection):
        with self.lock:
            wait = self.banners.pop(0) if self.banners else 0
        time.sleep(wait)
        file = connection.makefile("rwb")

        def say(line):
            file.write(line.encode() + b"\r\n")
            file.flush()

        say("220 office")
        to, trouble = None, ""
        while line := file.readline():
            words = line.decode("utf-8", "replace").strip()
            verb = words.split(" ")[0].upper()
            if verb == "EHLO":
                lines = ["office", *self.capabilities]
                for at, one in enumerate(lines):
                    say(f"250{' ' if at == len(lines) - 1 else '-'}{one}")
            elif verb == "STARTTLS" and self.tls:
                say("220 go on")
                file.close()
                connection = self.tls.wrap_socket(connection, server_side=True)
                file = connection.makefile("rwb")
            elif verb == "RCPT":
                to = words.split("<")[1].split(">")[0]
                trouble = self.trouble(to)
                if trouble == "stuck":
                    time.sleep(90)
                    return
                if trouble == "gone":
                    say("421 closing")
                    return
                say({"soft": "451 4.3.0 later", "hard": "550 5.1.1 nobody here"}.get(trouble, "250 fine"))
            elif verb == "DATA":
                say("354 go on")
                text = []
                while (line := file.readline()) not in (b".\r\n", b""):
                    text.append(line.decode("utf-8", "replace"))
                ids = [one.split(":", 1)[1].strip() for one in text if one.lower().startswith("message-id:")]
                with self.lock:
                    self.letters.append((to, ids[0] if ids else "", time.monotonic()))
                if trouble == "dropped":
                    return
                say("250 taken")
            elif verb == "QUIT":
                say("221 bye")
                return
            else:
                say("250 fine")

    def to(self, address):
        """The ids of the letters for an address."""
        with self.lock:
            return [id_ for to, id_, _ in self.letters if to == address]
