### Über de/errors.ftl gelegt: was die Lesenden anspricht, mit Sie.

error-not-found-hint = Suchen Sie nach Ihrem Problem oder stellen Sie eine Frage: Oft weiß jemand Rat.
error-conflict-text = Jemand war gerade schneller. Sehen Sie sich den neuen Stand an und versuchen Sie es dann noch einmal.
error-too-large-text = So viel auf einmal nimmt diese Seite nicht an. Kürzen Sie den Text oder nehmen Sie ein kleineres Bild.
error-internal-text = Etwas ist schiefgegangen und wurde aufgeschrieben. Versuchen Sie es gleich noch einmal. Wenn es bleibt, nennen Sie uns die Nummer dieser Anfrage.
error-busy-text = Die Community ist für einen Moment nicht erreichbar. Versuchen Sie es in einer Minute noch einmal: Nichts Gespeichertes ist verloren.
error-form-expired-text = Das Formular war lange offen. Ihr Text steht unten noch da: Prüfen Sie ihn und schicken Sie ihn noch einmal ab.
error-form-foreign-text = Zum Schutz Ihres Kontos nehmen wir nur Formulare von dieser Seite an. Öffnen Sie die Seite neu und versuchen Sie es noch einmal.
error-same-form-text = Dieses Formular ist schon angekommen, aber mit einem anderen Text. Wenn Sie beides wollen, schicken Sie das hier noch einmal ab.
field-bad-characters = Darin sind Zeichen, die niemand sehen kann. Tippen Sie den Text bitte neu ein.
