### Was „lotse demo“ im Terminal sagt. Spricht niemanden an, deshalb ohne Fassung mit Sie.

demo-runs-at = Die Community der erfundenen Firma Brandner läuft auf { $url }
demo-sign-in-as = Anmelden (die Links gelten, solange die Vorführung läuft):
demo-things-to-try = Zum Ausprobieren:
demo-try-asking = Ohne Konto fragen: auf der Startseite schreiben, was nicht geht, dann eine beliebige E-Mail-Adresse angeben
demo-try-answering = Mit Hannahs Link unter „Unbeantwortet“ jemandem helfen und den Weg zum nächsten Rang ansehen
demo-try-accepting = Eine Frage stellen, in einem zweiten Browser beantworten, die Antwort als Lösung annehmen
demo-try-moderating = Mit Aylins Link ausblenden und verschieben, mit Claras Link Bereiche und Rollen einrichten
demo-mail-kept = Mails gehen nirgendwohin, sie liegen in { $folder }
demo-how-to-stop = Beenden mit Strg+C; danach ist nichts davon übrig.
