### Punkte und Ränge.

ranks-mine = Ihr Rang
