### Beiträge und Themen ändern, löschen, verwalten; Bilder hochladen.

## Bearbeiten

edit-title = Bearbeiten
edit-lead = Frühere Fassungen bleiben im Verlauf.
edit-lead-moderation = Du änderst einen fremden Beitrag. Nimm nur heraus, was nicht stehen bleiben darf; die frühere Fassung bleibt im Verlauf.
edit-field-title = Titel
edit-field-body = Text
edit-tags-hint = Bis zu fünf, mit Kommas dazwischen.
edit-delete = Diesen Beitrag löschen
edit-not-yours = Diesen Beitrag kannst du nicht ändern.
edit-too-many = Dieser Beitrag wurde so oft geändert, dass nichts mehr dazukommen kann. Schreib lieber einen neuen.
edit-conflict-title = Der Beitrag wurde inzwischen geändert
edit-conflict-text = Nichts ist verloren: Dein Text steht unten im Formular. Übernimm aus der jetzigen Fassung, was du brauchst, und speichere noch einmal.
edit-theirs = So steht der Beitrag jetzt da
edit-yours = Dein Text
done-edited = Gespeichert.

## Löschen und zurückholen

delete-title = Diesen Beitrag löschen?
delete-lead = Der Beitrag verschwindet für alle anderen. An seiner Stelle kannst du ihn zurückholen.
delete-lead-thread = Mit diesem Beitrag verschwindet für alle anderen das ganze Thema. Auf seiner Seite kannst du es zurückholen.
delete-not-yours = Diesen Beitrag kannst du nicht löschen: Er ist von jemand anderem.
delete-answered = Dieser Beitrag lässt sich nicht mehr löschen: Andere haben geantwortet, er ist die Lösung, oder das Thema ist geschlossen. Bearbeiten geht noch.
restore-not-yours = Diesen Beitrag kannst du nicht zurückholen.
done-deleted = Gelöscht. Hier lässt es sich zurückholen.
done-restored = Wieder da.

## Ein Thema als Ganzes

manage-title = Thema verwalten
manage-not-yours = Das kannst du mit diesem Thema nicht tun.
manage-kind = Art
manage-board = Bereich
manage-move = Verschieben
manage-duplicate = Fragt dasselbe wie
manage-duplicate-hint = Adresse oder Nummer des anderen Themas. Leer: Das hat noch niemand gefragt.
manage-lock = Thema schließen
manage-unlock = Thema wieder öffnen
manage-pin = Anheften
manage-unpin = Nicht mehr anheften
manage-official = Als offizielles Thema kennzeichnen
manage-unofficial = Kein offizielles Thema mehr
move-board-takes-not = Dieser Bereich nimmt solche Themen nicht auf oder ist geschlossen.
kind-not-on-this-board = Dieser Bereich nimmt solche Themen nicht auf.
kind-has-answers = Diese Frage hat Antworten, darum bleibt sie eine Frage.
duplicate-which = So ein Thema gibt es nicht. Kopier die Adresse aus der Adresszeile.
duplicate-of-itself = Ein Thema kann nicht dasselbe fragen wie es selbst.
duplicate-of-private = Jenes Thema können nicht alle sehen, die dieses hier lesen.
duplicate-say-so = Das kannst du nicht selbst kennzeichnen. Schreib eine Erwiderung mit der Adresse des anderen Themas, dann kümmert sich jemand darum.
done-retitled = Der Titel ist geändert.
done-tagged = Die Schlagwörter sind geändert.
done-kind-changed = Die Art ist geändert.
done-moved = Das Thema ist verschoben.
done-duplicate = Gespeichert.
done-locked = Das Thema ist geschlossen.
done-unlocked = Das Thema ist wieder offen.
done-pinned = Das Thema ist angeheftet.
done-unpinned = Das Thema ist nicht mehr angeheftet.
done-official = Das ist jetzt ein offizielles Thema.
done-unofficial = Das ist kein offizielles Thema mehr.

## Bilder

upload-title = Bild hochladen
upload-field = Bild
upload-hint = JPEG, PNG, WebP oder GIF, höchstens { $n } MB. Wo und wann ein Foto entstand, wird entfernt.
upload-send = Hochladen
upload-done = Das Bild ist da
upload-paste = Diese Zeile kommt in den Text, wo das Bild stehen soll.
upload-alt = Bild
upload-choose = Hier fehlt noch ein Bild.
upload-form-expired = Die Seite war lange offen. Lade sie neu und wähle das Bild noch einmal aus.
upload-too-many =
    { $n ->
        [one] Das waren sehr viele Bilder für einen Tag. Frühestens in { $n } Minute geht es weiter.
       *[other] Das waren sehr viele Bilder für einen Tag. Frühestens in { $n } Minuten geht es weiter.
    }
upload-one-after-the-other = Gerade werden schon Bilder von dir hochgeladen. Warte einen Moment, bis sie da sind.
