# How busy it is: a public page, also inside the municipality's own site.

busy-title = Hvor travlt er der nu?
busy-closed = Der er lukket nu.
busy-open = Vi har åbent til kl. { $time }.
busy-opens-today = Vi åbner kl. { $time }.
busy-opens-day = Vi åbner { $day } kl. { $time }.
busy-waiting-nobody = Ingen venter nu.
busy-waiting-few = Færre end { $count } venter nu.
busy-waiting = { $count } venter nu.
busy-next = Kommer I nu, kan I få en tid mellem kl. { $earliest } og { $latest }.
busy-next-none = Vi har ikke flere ledige tider i dag. Kom gerne en anden dag.
busy-next-note = Tiden er først jeres, når I har et nummer.
busy-usual = Så mange plejer at komme på en { $weekday }
busy-hour = kl. { $from }–{ $to }
busy-load-few = få
busy-load-some = en del
busy-load-most = mange
busy-updated = Opdateret kl. { $time }
busy-unknown = Vi ved det ikke lige nu. Prøv igen om lidt.
