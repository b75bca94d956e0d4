### Bereiche und Listen von Themen.

board-ask-here = Hier fragen
board-follow = Folgen
board-followed = Du folgst diesem Bereich jetzt.
board-unfollowed = Du folgst diesem Bereich nicht mehr.
board-below = Bereiche in diesem Bereich
board-threads = Themen
board-states = Stand
board-sorts = Reihenfolge
board-all = Alle
board-share =
    { $n ->
        [one] { $share } von { $n } Frage gelöst
       *[other] { $share } von { $n } Fragen gelöst
    }
board-only = Themen beginnen hier:
board-closed = Dieser Bereich ist geschlossen. Lesen geht weiterhin.
board-without-tag = Alle Schlagwörter zeigen

row-answers = Antworten
row-helpful = hilfreich

sort-active = Zuletzt aktiv
sort-new = Neueste
sort-helpful = Hilfreichste

## What was read

row-unread = Neu
row-unread-posts = { $n } neue
board-mark-read = Alles als gelesen markieren
done-board-read = Alles in diesem Bereich gilt jetzt als gelesen.
