### Verwaltung: was nur die Administration (und in Teilen die Moderation) liest.

## Was auf vielen ihrer Seiten steht

admin-start = Übersicht
admin-community = Community
admin-boards = Bereiche
admin-tags = Schlagwörter
admin-departments = Abteilungen
admin-members = Mitglieder
admin-legal = Rechtliches
admin-name = Name
admin-line = Eine Zeile dazu
admin-order = Reihenfolge
admin-threads = Themen
admin-up = Nach oben: { $name }
admin-down = Nach unten: { $name }
admin-done = erledigt
admin-missing = fehlt
admin-mistake = Fehler
admin-page-back = Zurück
admin-page-on = Weiter
admin-slug = Adresse
admin-slug-hint = Das Ende der Adresse dieser Seite. Bleibt das Feld leer, entsteht sie aus dem Namen. Eine neue Adresse lässt alte Links ins Leere laufen.
admin-slug-rule = Kleine Buchstaben von a bis z, Ziffern, und einzelne Bindestriche dazwischen.
admin-slug-needed = Aus diesem Namen lässt sich keine Adresse machen. Bitte hier eine eintragen.
admin-slug-taken = Diese Adresse hat schon ein anderer Bereich.
done-admin-saved = Gespeichert.
done-admin-created = Angelegt.
done-admin-deleted = Gelöscht.
done-admin-merged = Zusammengeführt.
done-admin-suspended = Gesperrt und überall abgemeldet.
done-admin-reinstated = Wieder zugelassen.

## Übersicht

admin-steps = Erste Schritte
admin-steps-left =
    { $n ->
        [one] Noch { $n } Schritt, dann kann die Community öffnen.
       *[other] Noch { $n } Schritte, dann kann die Community öffnen.
    }
admin-step-name = Der Community einen Namen geben
admin-step-look = Logo oder Farbe wählen
admin-step-boards = Ersten Bereich anlegen
admin-step-legal = Rechtliche Seiten ausfüllen
admin-step-mail = Mailserver anschließen (macht, wer den Server betreibt, mit smtp_url)
admin-step-second-admin = Eine zweite Person zur Administration machen
admin-figures = In Zahlen
admin-count-members = Mitglieder
admin-count-questions = Fragen
admin-count-unanswered = Fragen ohne Antwort
admin-count-solved = Gelöste Fragen
admin-count-flags = Offene Meldungen
admin-count-legal-gaps = Rechtliche Seiten mit Lücken

## Bereiche

admin-board-new = Neuer Bereich
admin-board-create = Bereich anlegen
admin-board-edit = Bereich ändern
admin-board-delete = Bereich löschen
admin-board-delete-text = „{ $name }“ ist leer. Löschen lässt sich nicht rückgängig machen.
admin-boards-empty = Noch gibt es keinen Bereich. Ohne Bereich kann niemand fragen.
admin-board-page = in { $name }
admin-board-line-hint = Was gehört hierher? Steht unter dem Namen auf der Startseite.
admin-board-parent = Liegt in
admin-board-top = keinem anderen Bereich
admin-board-ring = Ein Bereich kann nicht in sich selbst liegen, auch nicht über Umwege.
admin-board-language-hint = Hilft bei neuen Themen, deren Sprache sich nicht erkennen lässt.
admin-board-any-language = jede Sprache
admin-board-visibility = Wer sieht ihn?
admin-board-min-rank = Ab welchem Rang
admin-board-min-rank-hint = Zählt, wenn Mitglieder den Bereich sehen. Super-User und Team sehen ihn dann immer.
admin-board-who-may-ask = Wer beginnt Themen?
admin-board-kinds = Was darf begonnen werden?
admin-board-closing = Schließen
admin-board-closed = Geschlossen: Nur die Moderation beginnt Themen und antwortet
admin-board-has-threads = In diesem Bereich gibt es Themen. Sie müssen zuerst woandershin, auch ausgeblendete und gelöschte.
admin-board-has-boards = In diesem Bereich liegen andere Bereiche. Sie müssen zuerst verschoben oder gelöscht werden.
admin-board-has-held = Eine Frage für diesen Bereich wartet noch auf ihren Code. Das dauert höchstens einen Tag.

## Schlagwörter

admin-tag-new = Neues Schlagwort
admin-tag-create = Schlagwort anlegen
admin-tag-page = Zur Seite des Schlagworts
admin-tag-description = Beschreibung
admin-tag-marks = Markiert als
admin-tag-marks-hint = Ein Fachgebiet bringt eigene Auszeichnungen. Ein Produkt ist etwas, das ihr verkauft.
admin-tag-topic = Fachgebiet
admin-tag-product = Produkt
admin-tag-one-name = Ein Schlagwort hat einen Namen, ohne Komma.
admin-tag-exists = Dieses Schlagwort gibt es schon.
admin-tag-merge = Zusammenführen
admin-tag-merge-into = Geht auf im Schlagwort
admin-tag-merge-hint = Themen und wer folgt gehen an das andere Schlagwort, dieses verschwindet. Das lässt sich nicht rückgängig machen.
admin-tag-unknown = Ein Schlagwort mit diesem Namen gibt es nicht.
admin-tag-same = Das ist dasselbe Schlagwort.

## Abteilungen

admin-departments-lead = Sie stehen neben offiziellen Antworten: „Team · Werkstatt“.
admin-department-new = Neue Abteilung
admin-department-create = Abteilung anlegen
admin-department-edit = Abteilung ändern
admin-department-german = Name auf Deutsch
admin-department-english = Name auf Englisch
admin-department-english-hint = Bleibt das Feld leer, steht der deutsche Name da.

## Community

admin-community-name = Name der Community
admin-community-line-hint = Steht auf der Startseite unter dem Namen.
admin-community-language-hint = Für alle, deren Browser keine der beiden verlangt.
admin-accent = Farbe
admin-accent-hint = Eine genügt. Links und die wichtigsten Knöpfe nehmen sie an.
admin-accent-contrast = Text auf der jetzt gespeicherten Farbe hat einen Kontrast von { $ratio } : 1. Er ist hell oder dunkel, je nachdem, was besser lesbar ist.
admin-colour-rule = Eine Farbe sieht so aus: #1f6f78.
admin-zone = Zeitzone
admin-zone-hint = Zum Beispiel Europe/Berlin. Tage und Uhrzeiten auf allen Seiten richten sich danach.
admin-zone-unknown = Diese Zeitzone ist nicht bekannt. Ihr Name hat die Form Europe/Berlin.
admin-preset = Größe der Community
admin-preset-hint = Bestimmt, wie viele Punkte ein Rang braucht. Eine andere Wahl gilt für Ränge von da an; ein erreichter Rang bleibt.
admin-preset-small = Klein: weniger als 50 Fragen im Monat
admin-preset-medium = Mittel: 50 bis 1.000 Fragen im Monat
admin-preset-large = Groß: mehr als das
admin-logo = Logo
admin-logo-now = Jetziges Logo
admin-logo-choose = Bild
admin-logo-hint = PNG, JPEG, WebP oder GIF. Am besten quadratisch und mit durchsichtigem Hintergrund.
admin-logo-upload = Logo hochladen
admin-logo-remove = Logo entfernen

## Mitglieder

admin-member-search = Name oder E-Mail-Adresse
admin-any-role = alle Rollen
admin-facts = Angaben
admin-address = E-Mail-Adresse
admin-role = Rolle
admin-rank = Rang
admin-points = Punkte
admin-solutions = Lösungen
admin-since = Mitglied seit
admin-last-seen = Zuletzt gesehen
admin-role-boards = Bereiche
admin-role-boards-hint = Für Super-User: wo ihre Rechte gelten. Was in einem Bereich liegt, gehört dazu. Andere Rollen brauchen keine Auswahl.
admin-department = Abteilung
admin-department-hint = Steht neben offiziellen Antworten.
admin-no-department = keine
admin-is-suspended = gesperrt
admin-suspended-since = Gesperrt seit
admin-suspension = Sperre
admin-suspension-text = Ein gesperrtes Mitglied kann sich nicht anmelden. Beiträge bleiben, wo sie sind.
admin-suspension-not-yours = Dieses Konto darf nur die Administration sperren.
admin-suspend = Sperren
admin-reinstate = Wieder zulassen

## Rechtliches

admin-legal-lead = Impressum und Datenschutz sind in Deutschland Pflicht. Jede Seite beginnt mit einer Vorlage; ihre Lücken sind markiert. Die Vorlagen sind keine Rechtsberatung.
admin-legal-template = nur die Vorlage
admin-legal-gaps = hat noch Lücken
admin-legal-page = Zur Seite
admin-legal-text = Text
admin-legal-hint = Markdown. Die erste Zeile mit # ist der Titel. Wird der Text geleert, kommt die Vorlage zurück.
admin-legal-is-template = Das ist die Vorlage. Füll die Stellen in eckigen Klammern aus und speichere; bis dahin nennt sich die Seite einen Entwurf.
admin-legal-has-gaps = Es gibt noch Stellen in eckigen Klammern. Bis sie ausgefüllt sind, nennt sich die Seite einen Entwurf.
admin-legal-not-saved = Noch nicht gespeichert.
admin-saved-at = Zuletzt gespeichert:
admin-language-de = Deutsch, mit du
admin-language-de-sie = Deutsch, mit Sie
