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
holds-silent-which = { $count ->
    [one] Det er { $names }.
   *[other] Det er disse: { $names }.
  }
holds-sources-summary = { $attention ->
    [0] Kalendere: { $count }. Alle er læst.
   *[other] Kalendere: { $count }. Se på { $attention } af dem.
  }
holds-source = { $count ->
    [one] { $name }, skranke { $desks }
   *[other] { $name }, skranke { $desks }
  }
holds-source-looked = Sidst læst kl. { $at }.
holds-source-not-yet = Ikke læst endnu.
holds-source-silent = Svarer ikke siden kl. { $since }. Sidst læst kl. { $at }.
holds-source-silent-ever = Svarer ikke siden kl. { $since }. Ikke læst, siden Mintur startede.
holds-problem-left-out = Udeladt: { $count }
holds-problem-doubt = Læst med tvivl: { $count }. De tager den længste tid, de kan betyde.
holds-problem-missing = Forsvundet uden grund: { $count }. De beholder deres tid lidt endnu.
holds-problem-refused-file = Afviste filer: { $count }. Intet i dem er læst.
holds-problem-other-writer = Andre skriver også holdt tid i kalenderen: { $count }. Spørg en administrator.
holds-problem-as-written = Læst, som de står: { $count }
holds-problem-details = Detaljer til administratoren (på engelsk)
