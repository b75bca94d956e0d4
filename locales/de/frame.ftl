### Was auf vielen Seiten steht: Rahmen, Knöpfe, Zeiten, und die Namen der Dinge.
### Schlüssel mit einem Code am Ende (role-super_user) werden im Programm zusammengesetzt.

## Rahmen

frame-skip = Zum Inhalt springen
frame-main-navigation = Hauptnavigation
frame-boards = Bereiche
frame-me = Persönliches Menü
frame-breadcrumb = Wo diese Seite liegt
frame-search = Suchen
frame-search-placeholder = Durchsuchen
frame-ask = Frage stellen
frame-unanswered = Braucht Antwort
frame-members = Mitglieder
frame-tags = Schlagwörter
frame-sign-in = Anmelden
frame-join = Mitmachen
frame-sign-out = Abmelden
frame-signed-in-as = Angemeldet als { $name }
frame-profile = Profil
frame-settings = Einstellungen
frame-inbox = Posteingang
frame-inbox-unread =
    { $n ->
        [one] { $n } ungelesene Nachricht
       *[other] { $n } ungelesene Nachrichten
    }
frame-moderation = Moderation
frame-admin = Verwaltung
frame-footer = Fußzeile
frame-imprint = Impressum
frame-privacy = Datenschutz
frame-rules = Regeln
frame-accessibility = Barrierefreiheit
frame-contact = Kontakt
frame-made-with = Läuft mit Lotse
## Sprache und Farben

choice-title = Sprache und Farben
choice-language = Sprache
choice-language-de = Deutsch
choice-language-en = English
choice-tone = Anrede
choice-tone-du = du
choice-tone-sie = Sie
choice-colours = Farben
choice-colours-auto = Wie das Gerät
choice-colours-light = Hell
choice-colours-dark = Dunkel
## Knöpfe

button-save = Speichern
button-cancel = Abbrechen
button-back = Zurück
button-continue = Weiter
button-send = Absenden
button-edit = Bearbeiten
button-delete = Löschen
button-restore = Wiederherstellen
button-preview = Vorschau
button-confirm = Bestätigen
button-close = Schließen
button-more = Mehr
button-copy-link = Link kopieren
button-copied = Kopiert

## Tastenkürzel

keys-title = Tastenkürzel
keys-search = suchen
keys-next = nächster Beitrag
keys-previous = voriger Beitrag
keys-list = diese Liste

## Blättern

page-navigation = Seiten
page-older = Ältere
page-newer = Neuere
button-show = Zeigen
page-nothing = Hier ist noch nichts.

## Formulare

form-optional = freiwillig
form-mistakes =
    { $n ->
        [one] An einer Stelle fehlt noch etwas
       *[other] An { $n } Stellen fehlt noch etwas
    }

## Zeiten

ago-now = gerade eben
ago-minutes =
    { $n ->
        [one] vor { $n } Minute
       *[other] vor { $n } Minuten
    }
ago-hours =
    { $n ->
        [one] vor { $n } Stunde
       *[other] vor { $n } Stunden
    }
ago-yesterday = gestern
ago-days =
    { $n ->
        [one] vor { $n } Tag
       *[other] vor { $n } Tagen
    }
date-day = { $day }. { $month } { $year }
date-exact = { $date }, { $time }
month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember

## Rollen

role-member = Mitglied
role-super_user = Super-User
role-team = Team
role-moderator = Moderation
role-admin = Administration
role-team-department = Team · { $department }
role-former-member = Ehemaliges Mitglied

## Arten von Themen und Beiträgen

kind-question = Frage
kind-tip = Tipp
kind-discussion = Diskussion
kind-idea = Idee
kind-announcement = Ankündigung
post-kind-opening = Beitrag
post-kind-answer = Antwort
post-kind-reply = Erwiderung
post-kind-feedback = Rückmeldung

## Zustände

state-unanswered = Ohne Antwort
state-unsolved = Ungelöst
state-solved = Gelöst
state-self_solved = Selbst gelöst
state-settled = Erledigt
state-locked = Geschlossen
state-pinned = Angeheftet
state-official = Offizielles Thema
state-hidden = Ausgeblendet
state-deleted = Gelöscht
state-edited = Bearbeitet
state-private = Nicht öffentlich

## Ränge und was sie freischalten

rank-new = Neu hier
rank-joined = Dabei
rank-helps = Hilft mit
rank-knows = Kennt sich aus
rank-answers = Weiß Rat
rank-solves = Löst viel
rank-expert = Expertenstatus
rank-expert-female = Expertin
rank-expert-male = Experte
rank-points =
    { $n ->
        [one] { $n } Punkt
       *[other] { $n } Punkte
    }
rank-points-to-go =
    { $n ->
        [one] Noch { $n } Punkt bis „{ $rank }“
       *[other] Noch { $n } Punkte bis „{ $rank }“
    }
unlock-links = Links und Bilder
unlock-tag_others = Schlagwörter an Themen anderer
unlock-needs_answer = Liste: braucht Antwort in den eigenen Fachgebieten
unlock-propose_duplicate = Doppelte Themen vorschlagen
unlock-lounge = Zutritt zur Lounge
unlock-own_title = Ein eigener Titel
unlock-tests_first = Vortritt bei Produkttests

## Gründe einer Meldung

flag-reason-spam = Werbung oder Spam
flag-reason-insulting = Beleidigend
flag-reason-illegal = Rechtswidrig
flag-reason-personal_data = Persönliche Daten
flag-reason-wrong_place = Am falschen Ort
flag-reason-other = Etwas anderes

## Wer einen Bereich sieht

visibility-everyone = Alle
visibility-members = Mitglieder
visibility-members-from = Mitglieder ab „{ $rank }“
visibility-super_users = Super-User und Team
visibility-staff = Nur das Team
