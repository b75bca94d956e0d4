"""The same thing twice: double presses, and two who edit one text."""

import secrets
import threading

from house import expect, hold


def f25(place):
    """The same form fifty times at once: one post, one address. Another text under the same key makes nothing."""
    server = place.serve()
    key, body, answers = secrets.token_urlsafe(16), "tim0 tried trick number 1, which helped.", []
    send = lambda: answers.append(server.person("tim0").reply(place.thread, body, key=key))
    threads = [threading.Thread(target=send) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    places = {answer.headers.get("Location") for answer in answers}
    statuses = {answer.status for answer in answers}
    expect(statuses == {303} and len(places) == 1, f"fifty presses: {statuses}, {len(places)} places")
    other = server.person("tim0").reply(place.thread, "tim0 tried trick number 2, which helped.", key=key)
    expect(other.status in (409, 422), f"another text under the same key answers {other.status}")
    expect("trick number 2" in other.text, "the text is not given back")
    said = hold(place, server, [body], exact=True)
    return f"50 presses, one post, one address; another text: {other.status} and given back; {said}"


def f24(place):
    """Two edit the same text: the second gets 409 with both texts, and nothing is lost."""
    server = place.serve()
    ada, alice = server.person("ada"), server.person("alice")
    post = place.sql("SELECT opening FROM threads")[0][0]
    path = f"/p/{post}/edit"
    first, second = ada.form(path), alice.form(path)
    done = ada.post(path, {**first, "body": "It squeaks at noon."})
    expect(done.status == 303, f"the first gets {done.status}")
    late = alice.post(path, {**second, "body": "It squeaks at night."})
    expect(late.status == 409, f"the second gets {late.status}")
    expect("at noon" in late.text and "at night" in late.text, "not both texts are shown")
    now = place.sql("SELECT body FROM posts WHERE id = ?", post)[0][0]
    expect(now == "It squeaks at noon.", f"it says {now!r} now")
    return f"the second gets 409 with both texts; {hold(place, server)}"
