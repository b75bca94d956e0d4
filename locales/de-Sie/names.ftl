# Warum ein Name nicht geht, und was zu tun ist. Steht unter dem Feld.

name-invisible = Der Name enthält ein unsichtbares Zeichen. Tippen Sie ihn bitte neu, statt ihn einzufügen.
name-mixed = Der Name mischt Schriften, die man verwechseln kann. Bleiben Sie bitte bei einer Schrift.
name-address = Das sieht nach einer Adresse oder Telefonnummer aus. Wählen Sie zu Ihrem Schutz einen anderen Namen.
name-reserved = Dieser Name ist vergeben: Er klingt nach dem Betreiber oder nach niemand Bestimmtem. Wählen Sie bitte einen anderen.
