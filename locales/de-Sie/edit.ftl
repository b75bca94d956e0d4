### Über de/edit.ftl gelegt: was die Lesenden anspricht, mit Sie.

edit-lead-moderation = Sie ändern einen fremden Beitrag. Nehmen Sie nur heraus, was nicht stehen bleiben darf; die frühere Fassung bleibt im Verlauf.
edit-not-yours = Diesen Beitrag können Sie nicht ändern.
edit-too-many = Dieser Beitrag wurde so oft geändert, dass nichts mehr dazukommen kann. Schreiben Sie lieber einen neuen.
edit-conflict-text = Nichts ist verloren: Ihr Text steht unten im Formular. Übernehmen Sie aus der jetzigen Fassung, was Sie brauchen, und speichern Sie noch einmal.
edit-yours = Ihr Text
delete-lead = Der Beitrag verschwindet für alle anderen. An seiner Stelle können Sie ihn zurückholen.
delete-lead-thread = Mit diesem Beitrag verschwindet für alle anderen das ganze Thema. Auf seiner Seite können Sie es zurückholen.
delete-not-yours = Diesen Beitrag können Sie nicht löschen: Er ist von jemand anderem.
restore-not-yours = Diesen Beitrag können Sie nicht zurückholen.
manage-not-yours = Das können Sie mit diesem Thema nicht tun.
duplicate-which = So ein Thema gibt es nicht. Kopieren Sie die Adresse aus der Adresszeile.
duplicate-say-so = Das können Sie nicht selbst kennzeichnen. Schreiben Sie eine Erwiderung mit der Adresse des anderen Themas, dann kümmert sich jemand darum.
upload-form-expired = Die Seite war lange offen. Laden Sie sie neu und wählen Sie das Bild noch einmal aus.
upload-one-after-the-other = Gerade werden schon Bilder von Ihnen hochgeladen. Warten Sie einen Moment, bis sie da sind.
