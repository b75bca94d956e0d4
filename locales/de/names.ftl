# Warum ein Name nicht geht, und was zu tun ist. Steht unter dem Feld.

name-too-short = Ein Name braucht mindestens zwei Buchstaben.
name-too-long = Der Name ist zu lang: höchstens 30 Zeichen.
name-no-letter = Zu einem Namen gehört mindestens ein Buchstabe.
name-character = Der Name enthält ein Zeichen, das hier nicht geht. Buchstaben, Ziffern, Leerzeichen und _ . - ’ sind möglich.
name-invisible = Der Name enthält ein unsichtbares Zeichen. Tippe ihn bitte neu, statt ihn einzufügen.
name-edge = Ein Name beginnt und endet mit einem Buchstaben oder einer Ziffer.
name-doubled = Zwischen zwei Teilen des Namens steht nur ein Trennzeichen.
name-mixed = Der Name mischt Schriften, die man verwechseln kann. Bleib bitte bei einer Schrift.
name-address = Das sieht nach einer Adresse oder Telefonnummer aus. Wähle zu deinem Schutz einen anderen Namen.
name-dotted = Nach einem Punkt im Namen steht ein Leerzeichen, sonst sieht er aus wie eine Webadresse.
name-reserved = Dieser Name ist vergeben: Er klingt nach dem Betreiber oder nach niemand Bestimmtem. Wähle bitte einen anderen.
