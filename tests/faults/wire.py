"""What comes over the wire: cut off, slow, wrong about its own length, far too large."""

import socket
import struct
import time
import zlib

from house import expect, hold, until
from pictures import png

SLOT_SECONDS = 32


def connect(server, window=None):
    connection = socket.socket()
    if window:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
    connection.settimeout(60)
    connection.connect((server.person().address.hostname, server.person().address.port))
    return connection


def head(server, method, path, person, lines=()):
    """The head of a request, as a browser would send it."""
    person = person or server.person()
    cookies = "; ".join(f"{name}={value}" for name, value in person.cookies.items())
    text = [f"{method} {path} HTTP/1.1", f"Host: {person.address.netloc}", "Sec-Fetch-Site: same-origin",
            f"Origin: http://{person.address.netloc}", "Accept-Language: en", f"Cookie: {cookies}", *lines, "", ""]
    return "\r\n".join(text).encode()


def multipart(token, data):
    """A form with a picture, its boundary `x`."""
    start = (f'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n{token}\r\n--x\r\nContent-Disposition: '
             'form-data; name="picture"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n')
    return start.encode() + data + b"\r\n--x--\r\n"


def answered(connection):
    """The status, or 0 when the server just hangs up."""
    try:
        line = connection.recv(12)
        return int(line.split()[1]) if line.startswith(b"HTTP/") else 0
    except (OSError, IndexError, ValueError):
        return 0


def closed(connection, seconds):
    """Whether the server hangs up within so many seconds, and after how many."""
    begun = time.monotonic()
    connection.settimeout(seconds)
    try:
        while connection.recv(65536):
            connection.settimeout(max(0.1, seconds - (time.monotonic() - begun)))
    except ConnectionError:
        pass
    except OSError:
        return None
    return time.monotonic() - begun


def f15(place):
    """Uploads that are cut in half, reset, too short for their length, or never end: their place is free again within
    30 s, and there is no row and no file."""
    server = place.serve()
    tim, picture = server.person("tim0"), png(300, 300)
    body = multipart(tim.token, picture)
    kind = "Content-Type: multipart/form-data; boundary=x"
    whole = head(server, "POST", "/uploads", tim, [kind, f"Content-Length: {len(body)}"])
    longer = head(server, "POST", "/uploads", tim, [kind, f"Content-Length: {len(body) + 500}"])
    chunked = head(server, "POST", "/uploads", tim, [kind, "Transfer-Encoding: chunked"])
    half = body[: len(body) // 2]
    for _ in range(3):
        cut = connect(server)
        cut.sendall(whole + half)
        cut.close()
        reset = connect(server)
        reset.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        reset.sendall(whole + half)
        reset.close()
    free = lambda: tim.upload(b"no picture").status in (415, 422, 400)
    _, after_cut = until("a place after cut uploads", SLOT_SECONDS, free)
    stuck = [connect(server) for _ in range(2)]
    stuck[0].sendall(longer + half)
    stuck[1].sendall(chunked + f"{len(body) + 9:x}\r\n".encode() + half)
    time.sleep(0.3)
    _, after_stuck = until("a place beside uploads without end", SLOT_SECONDS, free)
    statuses = [answered(connection) for connection in stuck]
    expect(all(status in (0, 400, 408) for status in statuses), f"uploads without end get {statuses}")
    expect(place.sql("SELECT COUNT(*) FROM files")[0][0] == 0, "a cut upload left a row")
    files = [path for path in (place.data / "files").rglob("*") if path.is_file()]
    expect(not files, f"a cut upload left {files}")
    expect(tim.upload(picture).status == 201, "a whole picture is refused afterwards")
    return f"places free {after_cut:.1f} s after cuts, {after_stuck:.1f} s beside uploads without end; {hold(place, server)}"


def f17(place):
    """A body at a byte a second: refused within 30 s. Readers that do not read: memory stays flat, others are served."""
    server = place.serve()
    tim = server.person("tim0")
    form = ["Content-Type: application/x-www-form-urlencoded", "Content-Length: 5000"]
    upload = ["Content-Type: multipart/form-data; boundary=x", "Content-Length: 50000"]
    slow = {"form": connect(server), "upload": connect(server)}
    slow["form"].sendall(head(server, "POST", f"/t/{place.thread.split('/')[2]}/reply", tim, form))
    slow["upload"].sendall(head(server, "POST", "/uploads", tim, upload) + multipart(tim.token, b"")[:-9])
    for number in range(20):
        tim.reply(place.thread, f"tim0 tried trick number {number}, which helped. " + "word " * 8000)
    before, readers = server.memory(), []
    path = f"{place.thread}?sort=oldest"
    for _ in range(300):
        connection = connect(server, window=2048)
        connection.sendall(head(server, "GET", path, tim))
        readers.append(connection)
    begun, ended = time.monotonic(), {}
    while len(ended) < 2 and time.monotonic() - begun < 35:
        for name, connection in slow.items():
            if name in ended:
                continue
            try:
                connection.send(b"a")
                connection.settimeout(0.05)
                # An answer, or the end of the connection.
                connection.recv(1000)
                ended[name] = time.monotonic() - begun
            except TimeoutError:
                pass
            except OSError:
                ended[name] = time.monotonic() - begun
        time.sleep(0.9)
    expect(len(ended) == 2, f"slow bodies are read on; ended: {ended}")
    grown = (server.memory() - before) / 1e6
    page = server.person("bob").get(place.thread)
    expect(page.status == 200 and page.seconds < 1, f"others get {page.status} in {page.seconds:.1f} s")
    expect(grown < 300, f"300 readers that do not read cost {grown:.0f} MB")
    for connection in readers:
        connection.close()
    times = ", ".join(f"{name} {took:.0f} s" for name, took in ended.items())
    return f"slow bodies ended: {times}; 300 slow readers +{grown:.0f} MB, a page meanwhile in {page.seconds:.2f} s; {hold(place, server)}"


def f19(place):
    """Far too large bodies, addresses, headers, fields and parts: 4xx within 2 s, and less than 100 MB of memory."""
    server = place.serve()
    tim = server.person("tim0")
    reply = f"/t/{place.thread.split('/')[2]}/reply"
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    many = "&".join(f"field{number}=x" for number in range(50_000))
    zipped = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = zipped.compress(b"body=" + b"a" * 50_000_000) + zipped.flush()
    parts = "".join(f'--x\r\nContent-Disposition: form-data; name="a{number}"\r\n\r\nx\r\n' for number in range(5000))
    cases = {
        "a form of 20 MB": ("POST", reply, b"body=" + b"a" * 20_000_000, form, {413}),
        "an upload of 40 MB": ("POST", "/uploads", multipart(tim.token, b"a" * 40_000_000),
                               {"Content-Type": "multipart/form-data; boundary=x"}, {413}),
        "a gzip bomb": ("POST", reply, bomb, {**form, "Content-Encoding": "gzip"}, {400, 403, 413, 415}),
        "50,000 fields": ("POST", reply, many, form, {400, 403, 413, 422}),
        "5000 parts": ("POST", "/uploads", (parts + "--x--\r\n").encode(),
                       {"Content-Type": "multipart/form-data; boundary=x"}, {400, 403, 413}),
        "an address of 300 kB": ("GET", "/search?q=" + "a" * 300_000, None, {}, {400, 414, 431}),
        "a header of 300 kB": ("GET", "/", None, {"X-Long": "a" * 300_000}, {400, 431}),
        "500 headers": ("GET", "/", None, {f"X-{number}": "a" for number in range(500)}, {400, 431}),
        "a title of 900 kB": ("POST", "/ask", f"token={tim.token}&title={'a' * 900_000}&board=help", form, {422}),
    }
    before, slowest, most = server.memory(), 0.0, 0
    for name, (method, path, body, headers, wanted) in cases.items():
        begun = time.monotonic()
        try:
            status = tim.send(method, path, body=body, headers=headers).status
        except OSError:
            # The server had said no and hung up before all of it was sent.
            status = None
        took = time.monotonic() - begun
        slowest, most = max(slowest, took), max(most, server.memory() - before)
        expect(status is None or status in wanted, f"{name} gets {status}")
        expect(took <= 2, f"{name} took {took:.1f} s")
    expect(most < 100e6, f"memory grew by {most / 1e6:.0f} MB")
    return f"{len(cases)} kinds refused in {slowest:.2f} s at most, +{most / 1e6:.0f} MB; {hold(place, server)}"
