### Wenn etwas nicht geht: was los ist, und was jetzt hilft.

error-request-id = Nummer dieser Anfrage: { $id }
error-back-home = Zur Startseite
error-back-to-form = Zurück zum Formular
error-search-instead = In der Community suchen
error-login-link = Dafür braucht es ein Konto: <a href="{ $url }">anmelden oder mitmachen</a>.

## Seiten je Status

error-bad-request-title = Das kam nicht richtig an
error-bad-request-text = Die Anfrage war unvollständig oder beschädigt. Ein neuer Versuch hilft meistens.
error-sign-in-title = Dafür braucht es ein Konto
error-sign-in-text = Nach dem Anmelden geht es hier weiter.
error-forbidden-title = Das ist hier nicht erlaubt
error-forbidden-text = Dieses Konto darf das nicht. Falls das ein Irrtum ist, hilft das Team weiter.
error-not-found-title = Hier ist nichts
error-not-found-text = Diese Seite gibt es nicht, nicht mehr, oder sie ist nicht für alle sichtbar.
error-not-found-hint = Such nach deinem Problem oder stell eine Frage: Oft weiß jemand Rat.
error-method-title = So geht das hier nicht
error-method-text = Diese Adresse lässt sich so nicht aufrufen. Der Weg über die Seite selbst funktioniert.
error-conflict-title = Inzwischen hat sich etwas geändert
error-conflict-text = Jemand war gerade schneller. Sieh dir den neuen Stand an und versuch es dann noch einmal.
error-too-large-title = Das ist zu groß
error-too-large-text = So viel auf einmal nimmt diese Seite nicht an. Kürz den Text oder nimm ein kleineres Bild.
error-too-large-limit = Erlaubt sind höchstens { $size }.
error-media-type-title = Dieses Format geht nicht
error-media-type-text = Diese Art von Datei oder Formular nimmt die Seite nicht an. Für Bilder gehen JPEG, PNG, WebP und GIF.
error-invalid-title = Da fehlt noch etwas
error-invalid-text = Nichts ist verloren: Was geschrieben wurde, steht noch da. Neben jedem Feld steht, was fehlt.
error-limit-title = Kurz durchatmen
error-limit-text = Das war gerade sehr viel auf einmal. Zum Schutz der Community gibt es eine kleine Pause.
error-limit-seconds =
    { $n ->
        [one] In { $n } Sekunde geht es weiter.
       *[other] In { $n } Sekunden geht es weiter.
    }
error-limit-minutes =
    { $n ->
        [one] In { $n } Minute geht es weiter.
       *[other] In { $n } Minuten geht es weiter.
    }
error-internal-title = Das lag an uns
error-internal-text = Etwas ist schiefgegangen und wurde aufgeschrieben. Versuch es gleich noch einmal. Wenn es bleibt, nenn uns die Nummer dieser Anfrage.
error-busy-title = Gerade ist viel los
error-busy-text = Die Community ist für einen Moment nicht erreichbar. Versuch es in einer Minute noch einmal: Nichts Gespeichertes ist verloren.

## Formulare, die nicht durchgehen

error-form-expired-title = Bitte noch einmal absenden
error-form-expired-text = Das Formular war lange offen. Dein Text steht unten noch da: Prüf ihn und schick ihn noch einmal ab.
error-form-kept = Aufgehobener Text
error-form-foreign-title = Dieses Formular kam von woanders
error-form-foreign-text = Zum Schutz deines Kontos nehmen wir nur Formulare von dieser Seite an. Öffne die Seite neu und versuch es noch einmal.
error-same-form-title = Das wurde schon abgeschickt
error-same-form-text = Dieses Formular ist schon angekommen, aber mit einem anderen Text. Wenn du beides willst, schick das hier noch einmal ab.
error-same-form-link = <a href="{ $url }">Das ist angekommen</a>

## Neben einem Feld

field-empty = Hier fehlt noch etwas.
field-too-short = Mindestens { $n } Zeichen.
field-too-long = Höchstens { $n } Zeichen.
field-too-many =
    { $n ->
        [one] Höchstens { $n } Eintrag.
       *[other] Höchstens { $n } Einträge.
    }
field-no-choice = Hier gibt es etwas auszuwählen.
field-bad-characters = Darin sind Zeichen, die niemand sehen kann. Tipp den Text bitte neu ein.
field-not-allowed = Das geht hier nicht.
