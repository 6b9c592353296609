# Tid, der er holdt i tidsbestillingen.
holds-heading = Tidsbestillingen
holds-silent = Tidsbestillingen svarer ikke. Vi bruger det, vi så kl. { $at }.
holds-silent-ever = Tidsbestillingen svarer ikke og har aldrig svaret. Vi har spurgt siden kl. { $since }.
holds-refused-ahead = { $count ->
    [one] Tidsbestillingen vil ikke holde én af tiderne. Den bruges ikke.
   *[other] Tidsbestillingen vil ikke holde { $count } af tiderne. De bruges ikke.
  }
holds-booked-over-ahead = { $count ->
    [one] En anden har booket i tid, vi holdt. Den del er givet tilbage.
   *[other] Andre har booket { $count } gange i tid, vi holdt. De dele er givet tilbage.
  }
holds-block = Tidsbestillingen: { $state }
holds-summary = Holdt i tidsbestillingen i dag: { $count }. Mangler svar: { $unsure }.
holds-where = Skranke { $desk }, { $stretch }
holds-state-wanted = Venter på svar
holds-state-held = Holdt
holds-state-in-use = Bruges
holds-state-releasing = Gives tilbage
holds-state-released = Givet tilbage
holds-state-refused = Afvist
holds-state-booked-over = Booket af en anden
holds-why-taken = En anden har tiden.
holds-why-not-allowed = Mintur må ikke skrive i kalenderen. Spørg en administrator.
holds-why-not-understood = Svaret kan ikke forstås. Spørg en administrator.
