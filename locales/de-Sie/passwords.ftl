# Warum ein Passwort abgelehnt wird oder nicht geprüft werden kann, in der Sie-Form.
password-too-short = Bitte nehmen Sie mindestens { $characters } Zeichen. Ein kurzer eigener Satz lässt sich leicht merken.
password-too-long = Bitte nehmen Sie höchstens { $characters } Zeichen.
password-pattern = Dieses Passwort folgt einem Muster, etwa einer Wiederholung, einer Reihe oder benachbarten Tasten. Bitte wählen Sie etwas weniger Regelmäßiges, zum Beispiel einen kurzen eigenen Satz.
password-common = Dieses Passwort gehört zu den ersten, die andere ausprobieren würden. Bitte wählen Sie etwas Eigenes, zum Beispiel mehrere Wörter, die nicht zusammengehören.
password-about-you = Dieses Passwort besteht vor allem aus Ihrem Namen, Ihrer Adresse oder dem Namen dieser Website. Bitte wählen Sie etwas, das andere nicht wissen.
password-busy = Gerade melden sich viele gleichzeitig an. Bitte versuchen Sie es in ein paar Sekunden noch einmal.
