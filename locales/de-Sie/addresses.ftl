# Warum eine E-Mail-Adresse nicht angenommen wird, in der Sie-Form.
address-empty = Bitte geben Sie Ihre E-Mail-Adresse ein.
address-too-long = Diese E-Mail-Adresse ist zu lang. Bitte prüfen Sie sie oder nehmen Sie eine andere.
address-not-one = Bitte geben Sie eine einzige E-Mail-Adresse ein, ohne Leerzeichen, Kommas oder Klammern.
address-at-sign = Eine E-Mail-Adresse hat genau ein @, wie in name@example.org. Bitte prüfen Sie sie.
address-local = Vor dem @ gehen Buchstaben ohne Umlaute und Akzente, Ziffern und Zeichen wie . - _ +. Bitte prüfen Sie die Adresse oder nehmen Sie eine andere.
address-domain = Was nach dem @ steht, sieht nicht wie eine Domain aus, etwa example.org. Bitte prüfen Sie, ob Sie sich vertippt haben.
