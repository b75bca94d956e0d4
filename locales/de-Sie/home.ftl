### Die Startseite.

home-ask = Wobei brauchen Sie Hilfe?
home-no-account = Sie brauchen kein Konto, nur eine E-Mail-Adresse.
step-title = Ihr nächster Schritt
step-has-it-helped = Ihre Frage hat eine Antwort. Hat sie geholfen? Sagen Sie es: Wer das nächste Mal dasselbe Problem hat, findet sie sofort.
step-has-it-helped-go = Zu Ihrer Frage
step-choose-name = Sie heißen noch so, wie wir es vorgeschlagen haben. Möchten Sie einen eigenen Namen?
step-first-post = Von Ihnen war noch nichts zu lesen. Was möchten Sie wissen oder weitergeben?
step-say-thanks = Hat Ihnen eine Antwort geholfen? Ein Druck auf „Hilfreich“ sagt es allen, die nach Ihnen kommen.
step-first-answer = Sie wissen etwas, das jemand anders sucht. Sehen Sie nach, was eine Antwort braucht.
step-about-you = Ein, zwei Sätze über Sie, und alle wissen, wer ihnen da hilft.
home-ask-placeholder = In Ihren Worten, auch unfertig
