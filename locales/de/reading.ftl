### Schlagwörter, Fragen ohne Antwort und die Liste der Mitglieder.

tag-topic = Fachgebiet
tag-product = Produkt
tag-followed = Du folgst diesem Schlagwort jetzt.
tag-unfollowed = Du folgst diesem Schlagwort nicht mehr.
tags-lead = Worum es in den Themen geht, in einem Wort.
tags-letters = Mit diesen Buchstaben
tags-threads =
    { $n ->
        [one] { $n } Thema
       *[other] { $n } Themen
    }
unanswered-lead = Fragen, auf die noch niemand anderes geantwortet hat. Wer am längsten wartet, steht oben.
unanswered-board = Bereich
unanswered-all-boards = Alle Bereiche
unanswered-tag = Schlagwort
unanswered-all = Alle zeigen
unanswered-none = Hier wartet niemand auf eine erste Antwort.
members-lead = Wer hier fragt, antwortet und hilft.
members-beginning = Name beginnt mit
members-by-new = Neueste
members-by-points = Meiste Punkte
members-by-name = Nach Namen
members-solutions =
    { $n ->
        [one] { $n } Lösung
       *[other] { $n } Lösungen
    }
