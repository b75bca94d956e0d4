### Anmelden, mitmachen, einrichten, Einstellungen.

## Felder

field-address = E-Mail-Adresse
field-name = Anzeigename
field-password = Passwort
field-current-password = Aktuelles Passwort
field-code = Code
name-taken = So oder fast so heißt hier schon jemand. Wähle bitte einen anderen Namen.
address-taken = Zu dieser Adresse gibt es schon ein Konto.

## Anmelden und mitmachen

sign-in-title = Anmelden
sign-in-lead = Gib deine E-Mail-Adresse ein. Wir schicken dir einen Code, ein Passwort brauchst du nicht. Bist du neu hier, entsteht dabei dein Konto.
join-title = Mitmachen
join-lead = Gib deine E-Mail-Adresse ein, mehr braucht es nicht. Wir schicken dir einen Code, mit ihm entsteht dein Konto. Einen Anzeigenamen schlagen wir dir vor, du kannst ihn jederzeit ändern. Deine Adresse sieht niemand.
sign-in-with-password = Lieber mit Passwort
sign-in-password-hint = Nur, wenn du in den Einstellungen eines gesetzt hast.
sign-in-note = Es gelten die <a href="{ $rules }">Regeln</a>. Was wir speichern und warum, steht unter <a href="{ $privacy }">Datenschutz</a>.
sign-in-wrong-password = Adresse und Passwort passen nicht zusammen. Lass das Passwort leer, dann schicken wir dir einen Code.
sign-in-suspended = Dieses Konto ist gesperrt. Wenn du das für einen Irrtum hältst, schreib dem Team.
sign-in-too-many-mails =
    { $n ->
        [one] An diese Adresse ging gerade schon mehrmals ein Code. In { $n } Minute kannst du einen neuen anfordern.
       *[other] An diese Adresse ging gerade schon mehrmals ein Code. In { $n } Minuten kannst du einen neuen anfordern.
    }
sign-in-too-many-passwords =
    { $n ->
        [one] Das Passwort war mehrmals falsch. In { $n } Minute kannst du es wieder versuchen. Mit einem Code kommst du sofort hinein.
       *[other] Das Passwort war mehrmals falsch. In { $n } Minuten kannst du es wieder versuchen. Mit einem Code kommst du sofort hinein.
    }

## Der Code

code-title = Sieh in deine E-Mails
code-lead = An <strong>{ $address }</strong> ist ein Code mit sechs Ziffern unterwegs. Er gilt zehn Minuten und nur in diesem Browser.
code-nothing-came = Nichts angekommen? Sieh im Spam-Ordner nach, oder lass dir einen neuen Code schicken. Dann gilt nur noch der neue.
code-send-again = Neuen Code schicken
code-other-address = Andere Adresse eingeben
code-six-digits = Der Code hat sechs Ziffern. Er steht in der E-Mail, die wir dir geschickt haben.
code-wrong =
    { $n ->
        [one] Dieser Code stimmt nicht. Du hast noch { $n } Versuch.
       *[other] Dieser Code stimmt nicht. Du hast noch { $n } Versuche.
    }
done-code-void = Dieser Code gilt nicht mehr. Lass dir bitte einen neuen schicken.
done-code-sent = Wir haben einen Code an die neue Adresse geschickt.

## Der Link

link-title = Anmelden
link-lead = Mit diesem Knopf meldest du dich als <strong>{ $address }</strong> an.
link-held = Unter dieser Adresse wartet eine Frage darauf, zu erscheinen. Stammt sie von dir?
link-publish = Anmelden und veröffentlichen
link-discard = Anmelden, verwerfen
link-address-title = Neue Adresse bestätigen
link-address-lead = Das Konto „{ $name }“ soll künftig <strong>{ $address }</strong> als Adresse haben. Bestätige das nur, wenn es dein Konto ist.
link-address-confirm = Adresse bestätigen
done-link-void = Dieser Link gilt nicht mehr. Lass dir bitte einen neuen Code schicken.

## Danach

done-joined = Willkommen! Dein Konto ist da. Einen anderen Namen kannst du in den Einstellungen wählen.
done-question-kept = Du bist angemeldet. Deine Frage konnte so nicht erscheinen: Sieh sie dir bitte noch einmal an.
done-signed-out = Abgemeldet.
done-set-up = Die Community ist eingerichtet, und du verwaltest sie.
done-saved = Gespeichert.
done-address-changed = Die neue Adresse gilt. Auf allen anderen Geräten bist du abgemeldet.
done-address-not-changed = Die Adresse konnte nicht geändert werden.
done-password-set = Das Passwort ist gesetzt. Auf allen anderen Geräten bist du abgemeldet.
done-password-removed = Das Passwort ist entfernt. Zum Anmelden bekommst du einen Code.
done-session-ended = Dieses Gerät ist abgemeldet.
done-sessions-ended = Alle anderen Geräte sind abgemeldet.

## Einrichten

setup-title = Community einrichten
setup-lead = Hier entsteht das erste Konto mit allen Rechten der Verwaltung. Diese Seite gibt es nur, bis es angelegt ist.
setup-go = Konto anlegen

## Einstellungen

settings-overview = Überblick
settings-profile = Profil
settings-address = E-Mail-Adresse
settings-password = Passwort
settings-password-set = Ein Passwort ist gesetzt.
settings-password-none = Es ist kein Passwort gesetzt: Zum Anmelden kommt ein Code.
settings-sessions = Angemeldete Geräte
settings-sessions-count =
    { $n ->
        [one] Angemeldet auf { $n } Gerät
       *[other] Angemeldet auf { $n } Geräten
    }
settings-choice-text = In welcher Sprache, Anrede und Farbe diese Seiten erscheinen
profile-name-hint = So steht er neben jedem Beitrag. Links auf den alten Namen führen nicht mehr hierher.
profile-bio = Ein paar Sätze über dich
profile-title-hint = Ein kurzer Titel, der neben dem Namen steht
profile-expert-form = Bezeichnung beim höchsten Rang
profile-expert-female = Expertin
profile-expert-male = Experte
choice-language-auto = Wie der Browser
choice-tone-community = Wie in dieser Community üblich

## Adresse und Passwort

address-current = Die Adresse dieses Kontos ist <strong>{ $address }</strong>.
address-new = Neue Adresse
address-new-text = Die neue Adresse gilt, sobald du den Code eingibst, den wir dorthin schicken. Danach bist du überall sonst abgemeldet, und die alte Adresse bekommt eine Nachricht.
address-send-code = Code an die neue Adresse schicken
password-lead = Zum Anmelden genügt ein Code. Ein Passwort kannst du zusätzlich setzen.
password-set = Passwort setzen
password-change = Passwort ändern
password-new = Neues Passwort
password-hint = Mindestens { $n } Zeichen. Drei oder vier Wörter, die nicht zusammengehören, sind ein gutes Passwort.
password-remove = Passwort entfernen
password-remove-text = Danach meldest du dich wieder mit einem Code an.
proof-stale = Die letzte Anmeldung ist eine Weile her. Zum Schutz deines Kontos ist vor dieser Änderung eine neue nötig.
proof-sign-in-again = Neu anmelden
proof-wrong-password = Das ist nicht das aktuelle Passwort.

## Geräte

sessions-lead = Hier ist dein Konto angemeldet. Was dir unbekannt vorkommt, kannst du abmelden.
session-device = Gerät
session-last-seen = Zuletzt benutzt
session-since = Angemeldet seit
session-this = jetzt, dieses Gerät
session-unknown = Unbekanntes Gerät
sessions-end-others = Überall sonst abmelden

## Rollen

role-last-admin = Das ist das letzte Konto der Administration. Gib zuerst jemand anderem diese Rolle.

# Daten mitnehmen und gehen
data-title = Meine Daten
data-short = Alles, was hier über dich gespeichert ist, als Datei
data-lead = Alles, was hier über dich gespeichert ist, in einer Datei zum Mitnehmen.
data-what = Was darin steht
data-what-account = Dein Konto: Name, Adresse, Einstellungen, angemeldete Geräte
data-what-texts = Was du geschrieben hast, mit früheren Fassungen
data-what-marks = Was du markiert, gemerkt, gemeldet hast und wem du folgst, und woher deine Punkte kommen
data-what-pictures = Deine Bilder
data-download = Herunterladen
data-busy = Gerade werden schon andere Dateien zusammengestellt. Versuch es in einer Minute noch einmal.
data-readme =
    In dieser Datei liegt, was { $community } über dich gespeichert hat.

    data.json    Konto, Texte (Markdown), Markierungen, Punkte. Zeiten in UTC.
    pictures/    Deine Bilder, benannt nach ihrer Nummer in data.json.
leave-title = Konto löschen
leave-short = Gehen, und entscheiden, was mit deinen Beiträgen geschieht
leave-lead = Schade, dass du gehst. Das Konto ist danach sofort weg und lässt sich nicht zurückholen.
leave-what = Was geschieht
leave-what-text = Name, Adresse, Passwort, Profiltext und Einstellungen werden gelöscht, und du wirst überall abgemeldet.
leave-data-first = Vorher die Daten herunterladen
leave-texts = Was soll mit deinen Beiträgen geschehen?
leave-keep = Sie bleiben, ohne meinen Namen
leave-keep-hint = Darüber steht „Ehemaliges Mitglied“. Wer dasselbe Problem hat, findet die Antwort weiterhin.
leave-erase = Die Texte werden auch gelöscht
leave-erase-hint = Texte, frühere Fassungen und Bilder gehen innerhalb weniger Minuten. Was andere geschrieben haben, bleibt.
leave-sure = Ich will mein Konto löschen. Das lässt sich nicht rückgängig machen.
leave-button = Konto löschen
leave-choose = Wähl aus, was mit deinen Beiträgen geschehen soll.
leave-be-sure = Setz das Häkchen, wenn du sicher bist.
done-left = Dein Konto ist gelöscht. Danke für alles, was du beigetragen hast.
erased-text = Dieser Text wurde zusammen mit dem Konto gelöscht.
erased-title = Gelöschter Titel
mail-erased-subject = Dein Konto bei { $community } ist gelöscht
mail-erased-text = Dein Konto bei { $community } ist gelöscht, und diese Adresse ist hier nicht mehr gespeichert. Danke für alles, was du beigetragen hast.
mail-erased-advice = Wenn du das nicht warst, melde dich bitte gleich beim Team.
admin-erase = Konto löschen
admin-erase-lead = Wenn ein Mitglied darum bittet und sich nicht selbst anmelden kann. Name und Adresse sind danach sofort weg; das lässt sich nicht rückgängig machen.
admin-erase-texts = Beiträge
admin-erase-keep = Bleiben, unter „Ehemaliges Mitglied“
admin-erase-too = Texte, frühere Fassungen und Bilder auch löschen
done-admin-erased = Das Konto ist gelöscht.
done-held-changed = Die Frage ist inzwischen geändert worden. Lies sie noch einmal, bevor sie erscheint.
