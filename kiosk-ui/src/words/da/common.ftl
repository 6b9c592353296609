# Words that several screens share. Sentences have at most twelve words.

common-back = Tilbage
common-start-over = Begynd forfra
common-help = Hjælp
common-loading = Vi henter skærmen.
common-stale-since = Ikke opdateret siden kl. { $time }
common-stale-never = Ingen forbindelse. Vi prøver hele tiden igen.
common-broken = Skærmen virker ikke lige nu.
common-broken-more = Den prøver selv igen. Spørg en medarbejder.
common-broken-again = Prøv igen
common-clock = Klokken er { $time }
common-desk = Skranke { $desk }
common-number = Nummer { $number }
common-minutes = { $minutes ->
    [one] { $minutes } minut
   *[other] { $minutes } minutter
}
common-language-failed = Sproget kunne ikke hentes. Prøv igen om lidt.
common-language-da = Dansk
common-language-en = English
common-language-ar = العربية

# The errands of the default setup, in two words where that is possible: they stand on tiles.
common-errand-new-mitid = Nyt MitID
common-errand-restore-mitid = MitID virker ikke
common-errand-digital-post = Digital Post
common-errand-passport-help = Hjælp til pas
common-errand-address = Ny adresse
common-errand-other = Noget andet

common-feature-without-photo = Hjælp uden pas og kørekort
common-feature-step-free = Uden trin
common-feature-quiet-room = Roligt sted
common-feature-interpreter = Tolk

common-identification-photo = Pas eller kørekort med
common-identification-none = Uden pas og kørekort
common-identification-unknown = Papirer ikke afklaret

common-outcome-mitid-issued = MitID udstedt
common-outcome-mitid-restored = MitID virker igen
common-outcome-documents-missing = Der manglede papirer
common-outcome-control-questions-failed = Kontrolspørgsmål ikke bestået
common-outcome-witness-missing-or-quota-used = Vidne mangler eller må ikke flere gange
common-outcome-refused-cannot-handle-alone = Afslag: kan ikke bruge MitID selv
common-outcome-refused-identity-uncertain = Afslag: identitet er usikker
common-outcome-power-of-attorney-created = Fuldmagt oprettet
common-outcome-exempted-from-digital-post = Fritaget for Digital Post
common-outcome-other-errand-done = Andet ærinde klaret
common-outcome-new-time-given = Ny tid givet
common-outcome-left-before-call = Gik før kald
common-outcome-absent-at-call = Ikke til stede ved kald

common-flag-internal-residence-certificate-used = Internt bopælsattest brugt
common-flag-interpreter-used = Tolk brugt
common-flag-companion-was-witness = Ledsageren var vidne
common-chart-table = Tallene bag

# What an office wrote in Danish and nobody has translated, and what has no name at all.
common-untranslated = kun på dansk
common-untranslated-text = { $text } (kun på dansk)
common-unnamed-errand = Ærinde uden navn
common-unnamed-outcome = Udfald uden navn
