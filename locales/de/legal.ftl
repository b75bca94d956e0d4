### Die rechtlichen Seiten, rund um den Text des Unternehmens.

legal-draft = Diese Seite ist ein Entwurf: Wer die Community betreibt, hat sie noch nicht ganz ausgefüllt. Die Lücken sind markiert.
legal-edited-at = Zuletzt geändert:
