# Warum ein Bild nicht angenommen wird, in der Sie-Form.
picture-empty = Die Datei ist leer. Bitte wählen Sie das Bild noch einmal aus.
picture-too-many-bytes = Die Datei ist größer als { $megabytes } MB. Bitte speichern Sie das Bild kleiner oder nehmen Sie einen Bildschirmausschnitt.
picture-unknown-format = Das ist kein Bild, das wir anzeigen können. Bitte nehmen Sie JPEG, PNG, WebP oder GIF.
picture-phone-format = Ihr Telefon hat dieses Foto als HEIC oder AVIF gespeichert; das können viele Browser nicht anzeigen. Bitte speichern Sie es als JPEG und wählen Sie es dann noch einmal aus.
picture-too-many-pixels = Das Bild ist zu groß: höchstens { $megapixels } Megapixel und { $side } Pixel an der längsten Seite. Bitte verkleinern Sie es und wählen Sie es noch einmal aus.
picture-broken = Das Bild ist beschädigt oder unvollständig. Bitte öffnen Sie es, speichern Sie es neu und wählen Sie es dann noch einmal aus.
