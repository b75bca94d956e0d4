### Die Suche, mit Sie.

search-heading = Wonach suchen Sie?
search-nothing-hint = Dazu steht hier noch nichts. Fragen Sie die Community: Ihre Worte nehmen Sie gleich mit.
search-building =
    { $n ->
       *[other] Die Suche wird gerade neu eingerichtet ({ $n } %). Bis dahin sehen Sie nur, was im Titel der neuesten Themen passt, ohne Eingrenzung.
    }
