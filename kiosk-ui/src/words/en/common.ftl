# Words that several screens share. Sentences have at most twelve words.

common-back = Back
common-start-over = Start again
common-help = Help
common-loading = We are fetching the screen.
common-stale-since = Not up to date since { $time }
common-stale-never = No connection. We keep trying.
common-clock = The time is { $time }
common-desk = Desk { $desk }
common-number = Number { $number }
common-minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
common-language-da = Dansk
common-language-en = English
common-language-ar = العربية
