# Words that several screens share. Sentences have at most twelve words.

common-back = Tilbage
common-start-over = Begynd forfra
common-help = Hjælp
common-loading = Vi henter skærmen.
common-stale-since = Ikke opdateret siden kl. { $time }
common-stale-never = Ingen forbindelse. Vi prøver hele tiden igen.
common-clock = Klokken er { $time }
common-desk = Skranke { $desk }
common-number = Nummer { $number }
common-minutes = { $minutes ->
    [one] { $minutes } minut
   *[other] { $minutes } minutter
}
common-language-da = Dansk
common-language-en = English
common-language-ar = العربية
