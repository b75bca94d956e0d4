### Fragen.

ask-heading = Was möchtest du wissen?
ask-lead = Schreib, was passiert, was du erwartet hast und was du schon versucht hast. Mehr braucht es nicht.
ask-title = Deine Frage in einem Satz
ask-body = Was genau passiert?
ask-left = Noch { "{n}" } Zeichen
ask-board = Bereich
ask-board-choose = Bitte wählen
ask-kind = Was soll es werden?
ask-tags-optional =
    { $n ->
        [one] freiwillig, höchstens { $n }
       *[other] freiwillig, höchstens { $n }
    }
ask-tags-hint = Mit Komma getrennt, zum Beispiel: akku, display
ask-official = Im Namen der Firma schreiben, mit dem Namen der Abteilung
ask-email = Deine E-Mail-Adresse
ask-email-hint = Wir schicken dir einen Code. Sobald du ihn eingegeben hast, erscheint deine Frage. Niemand sonst sieht die Adresse.
ask-send = Abschicken
ask-rules = Mit dem Abschicken gelten die <a href="/rules">Regeln</a>. Wie wir mit Daten umgehen, steht unter <a href="/privacy">Datenschutz</a>.
ask-draft-restored = Dein Entwurf ist wieder da.
ask-help = Hilfe beim Fragen
ask-good-questions = So kommt schnell eine Antwort
ask-good-what = Nenne Produkt und Version, wenn du sie kennst.
ask-good-picture = Der genaue Wortlaut einer Fehlermeldung sagt oft mehr als drei Sätze.
ask-good-private = Keine Anschrift, keine Serien- oder Kundennummer: Alle können mitlesen.
ask-no-board = Es gibt noch keinen Bereich, in dem du fragen kannst. Schau etwas später wieder vorbei.

ask-mistake = Fehler:
ask-not-sent = Das ist noch nicht abgeschickt
ask-not-on-this-board = In diesem Bereich geht das nicht. Wähle bitte einen anderen.
ask-newcomer-limit =
    { $n ->
        [one] Du hast heute schon viele Themen begonnen. In { $n } Minute geht es weiter.
       *[other] Du hast heute schon viele Themen begonnen. In { $n } Minuten geht es weiter.
    }
ask-too-many-held = Unter dieser Adresse warten schon mehrere Fragen auf ihren Code. Gib einen der Codes ein oder versuch es morgen wieder.

done-asked = Dein Beitrag ist online. Was andere dazu schreiben, steht dann hier.

## Das Schreibfeld

composer-tabs = Text oder Vorschau
composer-write = Schreiben
composer-preview = Vorschau
composer-preview-failed = Die Vorschau ist gerade nicht zu erreichen. Dein Text bleibt, wie er ist.
composer-tools = Formatierung
composer-bold = Fett
composer-bold-sample = fetter Text
composer-italic = Kursiv
composer-italic-sample = kursiver Text
composer-link = Link
composer-link-sample = Text des Links
composer-list = Liste
composer-list-sample = Punkt
composer-quote = Zitat
composer-quote-sample = Zitat
composer-code = Code
composer-code-sample = Code
composer-picture = Bild hinzufügen
composer-picture-upload = Hochladen
composer-picture-going = Das Bild wird hochgeladen. Du kannst weiterschreiben.
composer-picture-done = Das Bild ist da.
composer-picture-failed = Das Bild konnte nicht hochgeladen werden.
composer-picture-alt = Bild
