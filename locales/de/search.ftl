### Die Suche, und was beim Tippen schon zu finden ist.

search-heading = Wonach suchst du?
search-title = { $words }: Suche
search-narrow = Eingrenzen
search-widen = Nicht eingrenzen
search-any = Alle
search-any-board = Alle Bereiche
search-any-time = Jederzeit
search-state = Stand
search-kind = Art
search-since = Geschrieben
search-since-day = In den letzten 24 Stunden
search-since-week = In der letzten Woche
search-since-month = Im letzten Monat
search-since-year = Im letzten Jahr
search-tag = Schlagwort
search-author = Von wem
search-sort = Reihenfolge
search-sort-relevance = Passendes zuerst
search-go = Suchen
search-found =
    { $n ->
        [one] { $n } Beitrag passt
       *[other] { $n } Beiträge passen
    }
search-nothing = Nichts gefunden
search-nothing-hint = Dazu steht hier noch nichts. Frag die Community: Deine Worte nimmst du gleich mit.
search-not-there = Nicht dabei?
search-ask = Die Community fragen
search-some-words = In keinem Beitrag stehen alle Wörter. In diesen stehen einige davon.
search-near-words = Genau diese Wörter stehen nirgends. Diese Beiträge enthalten ähnliche.
search-building =
    { $n ->
       *[other] Die Suche wird gerade neu eingerichtet ({ $n } %). Bis dahin siehst du nur, was im Titel der neuesten Themen passt, ohne Eingrenzung.
    }
search-page-before = Vorige Seite
search-page-after = Nächste Seite

## Beim Tippen

suggest-head = Vielleicht schon gelöst
suggest-found =
    { $n ->
        [one] { $n } ähnliches Thema. Pfeil nach unten führt hin.
       *[other] { $n } ähnliche Themen. Pfeil nach unten führt hin.
    }
similar-title = Ähnliche Themen
