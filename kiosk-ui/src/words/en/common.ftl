# Words that several screens share. Sentences have at most twelve words.

common-back = Back
common-start-over = Start again
common-help = Help
common-loading = We are fetching the screen.
common-stale-since = Not up to date since { $time }
common-stale-never = No connection. We keep trying.
common-broken = The screen does not work right now.
common-broken-more = It tries again by itself. Ask a member of staff.
common-broken-again = Try again
common-clock = The time is { $time }
common-desk = Desk { $desk }
common-number = Number { $number }
common-minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
common-language-failed = The language could not be loaded. Try again shortly.
common-language-da = Dansk
common-language-en = English
common-language-ar = العربية

# The errands of the default setup, in two words where that is possible: they stand on tiles.
common-errand-new-mitid = New MitID
common-errand-restore-mitid = MitID not working
common-errand-digital-post = Digital Post
common-errand-passport-help = Passport help
common-errand-address = New address
common-errand-other = Something else

common-feature-without-photo = Help without passport or licence
common-feature-step-free = No steps
common-feature-quiet-room = Quiet place
common-feature-interpreter = Interpreter

common-identification-photo = Passport or driving licence at hand
common-identification-none = No passport or driving licence
common-identification-unknown = Papers not settled

common-outcome-mitid-issued = MitID issued
common-outcome-mitid-restored = MitID works again
common-outcome-documents-missing = Papers were missing
common-outcome-control-questions-failed = Control questions not passed
common-outcome-witness-missing-or-quota-used = Witness missing or used too often
common-outcome-refused-cannot-handle-alone = Refused: cannot use MitID alone
common-outcome-refused-identity-uncertain = Refused: identity uncertain
common-outcome-power-of-attorney-created = Power of attorney created
common-outcome-exempted-from-digital-post = Exempted from Digital Post
common-outcome-other-errand-done = Other errand done
common-outcome-new-time-given = New time given
common-outcome-left-before-call = Left before the call
common-outcome-absent-at-call = Absent at the call

common-flag-internal-residence-certificate-used = Internal residence certificate used
common-flag-interpreter-used = Interpreter used
common-flag-companion-was-witness = The companion was the witness
common-chart-table = The numbers behind

# What an office wrote in Danish and nobody has translated, and what has no name at all.
common-untranslated = only in Danish
common-untranslated-text = { $text } (only in Danish)
common-unnamed-errand = Errand without a name
common-unnamed-outcome = Outcome without a name
