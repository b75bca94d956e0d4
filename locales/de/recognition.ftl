### Punkte und Ränge.

## Die Seite der Ränge

ranks-title = Punkte und Ränge
ranks-lead = Wer hier anderen hilft, bekommt Punkte. Punkte, Lösungen und Zeit ergeben zusammen einen Rang, und jeder Rang öffnet ein Stück mehr.
ranks-ladder = Die Ränge
ranks-preset-small = Das sind die Zahlen einer kleinen Community.
ranks-preset-medium = Das sind die Zahlen einer mittelgroßen Community.
ranks-preset-large = Das sind die Zahlen einer großen Community.
ranks-rank = Rang
ranks-points = Punkte
ranks-solutions = Lösungen
ranks-days = Tage seit der Anmeldung
ranks-opens = Was er öffnet
ranks-opens-new = Fragen und antworten
ranks-opens-expert = Wird mit Expertenstatus gezeigt
ranks-needs-post = Ein Beitrag, der seit einem Tag zu sehen ist
ranks-mine = Dein Rang
ranks-kept = Ein einmal erreichter Rang bleibt. Was er öffnet, richtet sich nach den Zahlen von heute: Fallen Punkte weg, kann ein Recht ruhen, bis sie wieder da sind.
ranks-points-title = Woher Punkte kommen
ranks-for = Wofür
ranks-limit = Wie viele zählen
ranks-limit-answers =
    { $n ->
        [one] { $n } Antwort am Tag
       *[other] { $n } Antworten am Tag
    }
ranks-limit-solutions =
    { $n ->
        [one] { $n } von derselben Person in { $days } Tagen
       *[other] { $n } von derselben Person in { $days } Tagen
    }
ranks-limit-helpful =
    { $n ->
        [one] { $n } an einem Beitrag
       *[other] { $n } an einem Beitrag
    }
ranks-limit-marks =
    { $n ->
        [one] { $n } Markierung gleich welcher Art zwischen denselben zwei Personen in { $days } Tagen
       *[other] { $n } Markierungen gleich welcher Art zwischen denselben zwei Personen in { $days } Tagen
    }
ranks-rule-taken-back = Was ausgeblendet, gelöscht, zurückgezogen oder nicht mehr angenommen ist, nimmt seine Punkte mit.
ranks-rule-not-own = Keine Punkte gibt es für Markierungen an eigenen Beiträgen, von gesperrten Mitgliedern und in Bereichen, die nicht alle Mitglieder sehen.
ranks-rule-free = Fragen, Themen beginnen, erwidern und markieren bringt keine Punkte: Das ist einfach frei.
ranks-rule-team = Team, Moderation und Administration bekommen keine Punkte.

## Wofür es Punkte gibt

cause-answer = Eine Antwort auf eine Frage
cause-solution = Eine Antwort, die als Lösung angenommen wurde
cause-helpful = „Hilfreich“ an einer eigenen Antwort oder einem eigenen Thema
cause-helpful_imported = „Hilfreich“ vom früheren Ort eines Beitrags
cause-worked = „Hat bei mir geklappt“ an einer eigenen Antwort oder einem eigenen Thema
cause-own_question = Eine eigene Frage, die mit einer Lösung endet
cause-idea = Eine Idee, die übernommen wurde
