### Verwaltung, mit Sie.

admin-tag-marks-hint = Ein Fachgebiet bringt eigene Auszeichnungen. Ein Produkt ist etwas, das Sie verkaufen.
admin-legal-is-template = Das ist die Vorlage. Füllen Sie die Stellen in eckigen Klammern aus und speichern Sie; bis dahin nennt sich die Seite einen Entwurf.
