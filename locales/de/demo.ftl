### Was „lotse demo“ im Terminal sagt. Spricht niemanden an, deshalb ohne Fassung mit Sie.

demo-runs-at = Die Community der erfundenen Firma Brandner läuft auf { $url }
demo-sign-in-as = Anmelden (die Links gelten, solange die Vorführung läuft):
demo-things-to-try = Zehn Dinge zum Ausprobieren stehen auf der Startseite.
demo-mail-kept = Mails gehen nirgendwohin, sie liegen in { $folder }
demo-how-to-stop = Beenden mit Strg+C; danach ist nichts davon übrig.
