# How busy it is: a public page, also inside the municipality's own site.

busy-title = How busy is it now?
busy-closed = We are closed now.
busy-open = We are open until { $time }.
busy-opens-today = We open at { $time }.
busy-opens-day = We open on { $day } at { $time }.
busy-waiting-nobody = Nobody is waiting now.
busy-waiting-few = Fewer than { $count } are waiting now.
busy-waiting = { $count } are waiting now.
busy-next = If you come now, you can get a time between { $earliest } and { $latest }.
busy-next-none = We have no more free times today. Please come another day.
busy-next-note = The time is yours once you have a number.
busy-usual = How many usually come on a { $weekday }
busy-hour = { $from }–{ $to }
busy-load-few = few
busy-load-some = some
busy-load-most = many
busy-updated = Updated at { $time }
busy-unknown = We do not know right now. Try again in a moment.
