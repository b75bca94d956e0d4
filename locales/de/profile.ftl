### Das Profil eines Mitglieds.

profile-since = dabei seit
profile-edit = Profil bearbeiten
profile-about = Vorstellung
profile-rank = Rang
profile-way = Weg zum nächsten Rang
profile-best = Beste Antworten
profile-best-solution = Lösung
profile-best-helpful =
    { $n ->
        [one] { $n }-mal hilfreich
       *[other] { $n }-mal hilfreich
    }
profile-best-worked =
    { $n ->
        [one] hat { $n }-mal geklappt
       *[other] hat { $n }-mal geklappt
    }
profile-origin = Punkte nach Herkunft
profile-threads = Letzte Themen
profile-posts = Letzte Beiträge
profile-nothing-yet = Hier gibt es noch nichts zu lesen.
profile-figures = In Zahlen
profile-figure-solved = Fragen gelöst
profile-figure-points = Punkte
profile-bookmarks = Gemerkt
profile-bookmarks-none = Mit „Merken“ neben einem Thema legst du es hier ab.
profile-bookmarks-private = Diese Liste siehst nur du.
profile-former-text = Dieses Mitglied ist nicht mehr dabei. Die Beiträge sind noch da, unter „Ehemaliges Mitglied“.

way-missing = Bis zum nächsten Rang fehlen noch:
way-soon = Alles ist beisammen. Der nächste Rang kommt von selbst.
way-top = Darüber gibt es keinen Rang mehr.
way-points =
    { $n ->
        [one] { $n } Punkt
       *[other] { $n } Punkte
    }
way-solutions =
    { $n ->
        [one] { $n } Lösung
       *[other] { $n } Lösungen
    }
way-days =
    { $n ->
        [one] { $n } Tag Mitgliedschaft
       *[other] { $n } Tage Mitgliedschaft
    }
way-post = ein erster Beitrag

origin-answers =
    { $n ->
        [one] { $n } Antwort
       *[other] { $n } Antworten
    }
origin-solutions =
    { $n ->
        [one] { $n } Lösung
       *[other] { $n } Lösungen
    }
origin-helpful =
    { $n ->
        [one] Hilfreich, einmal
       *[other] Hilfreich, { $n }-mal
    }
origin-helpful-imported =
    { $n ->
        [one] Hilfreich am früheren Ort, einmal
       *[other] Hilfreich am früheren Ort, { $n }-mal
    }
origin-worked =
    { $n ->
        [one] Hat geklappt, einmal
       *[other] Hat geklappt, { $n }-mal
    }
origin-own-questions =
    { $n ->
        [one] { $n } eigene Frage gelöst
       *[other] { $n } eigene Fragen gelöst
    }
origin-ideas =
    { $n ->
        [one] { $n } Idee übernommen
       *[other] { $n } Ideen übernommen
    }
