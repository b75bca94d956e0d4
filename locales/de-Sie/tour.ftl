tour-intro = Eine erfundene Firma, erfundene Leute, und nichts davon bleibt. Ein Druck auf einen Namen, und Sie sind diese Person, so oft Sie wollen.
tour-fits-now = Passt zu dem, was Sie gerade sind
tour-search-text = Suchen Sie nach E04, einer Störung der Maschine: Das Gelöste steht vorn.
tour-ask-text = Schreiben Sie, was nicht geht, eine E-Mail-Adresse zuletzt. Den Code finden Sie im Ordner, den das Terminal nennt.
tour-answer-text = Suchen Sie sich unter „Unbeantwortet“ eine Frage aus und antworten Sie.
tour-admin = Die Community zu Ihrer machen
