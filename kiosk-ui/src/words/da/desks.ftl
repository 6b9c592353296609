# Each desk as it is now, and everyone who waits, for whoever steers the day.

desks-heading = Skrankerne nu
desks-free = Ledig
desks-called = Kalder nr. { $number }
desks-serving = Betjener nr. { $number }
desks-booked = Borger med aftale
desks-away = Ingen ved skranken
desks-not-open = Ikke åben
desks-since = siden kl. { $time }
desks-until = til kl. { $time }
desks-rest-of-day = resten af dagen
desks-minutes-used = { $used } af { $planned } min
desks-never-open = ikke åbnet i dag
desks-open = Åbn
desks-leave = Luk
desks-away-plan = Væk …
desks-return = Er tilbage
desks-resolve = Afslut besøget …
desks-act = { $act } (skranke { $desk })

# What was done, and how to take it back.
desks-done-opened = Åbnet.
desks-done-left = Lukket.
desks-done-away = Gemt.
desks-done-returned = Åben igen.
desks-done-ended = Afsluttet.
desks-undo = Fortryd

# Beside the day, when a desk is chosen.
desks-leave-title = Luk skranke { $desk }
desks-away-title = Ingen ved skranke { $desk }
desks-away-how-long = Hvor længe?
desks-away-minutes = { $minutes } min
desks-away-day = Resten af dagen
desks-away-until = Til kl.
desks-resolve-title = Nummer { $number } ved skranke { $desk }
desks-resolve-why = { $used } min er gået af { $planned }. Spørg ved skranken. Er borgeren gået, så afslut besøget her.
desks-resolve-how = Hvordan gik det?
desks-resolve-unknown = Ingen ved det
desks-resolve-do = Afslut besøget

# Everyone who waits.
desks-waiting = Venter
desks-waiting-none = Ingen venter.
desks-waiting-more = { $count ->
    [one] Én til venter. Find nummeret her:
   *[other] { $count } til venter. Find et nummer her:
}
desks-waiting-window = kl. { $earliest } til { $latest }
desks-waiting-standby = venteliste siden kl. { $time }
desks-waiting-kept = gemt plads
desks-waiting-not-here = er her ikke endnu
desks-waiting-raised = haster
desks-urgency-raised = Haster …
desks-urgency-ordinary = Haster ikke …
desks-urgency-raised-title = Nummer { $number } haster
desks-urgency-raised-means = Nummeret går frem i køen, men bryder ingen andres løfte.
desks-urgency-ordinary-title = Nummer { $number } haster ikke mere
desks-urgency-ordinary-means = Nummeret venter som de andre. Den tid, det har fået, beholder det.
desks-urgency-done-raised = Haster nu.
desks-urgency-done-ordinary = Haster ikke mere.
desks-urgency-done-taken-back = Taget tilbage. Tider, der er sagt, gælder.
desks-waiting-at-risk = Har ingen plads i tide til løftet
desks-waiting-broken = Løfte brudt i dag
desks-find = Find nummer
desks-find-do = Find
desks-find-none = Der er intet nummer { $number } i dag.
desks-find-failed = Serveren svarer ikke. Søg igen om lidt.
desks-found-standby = venteliste
desks-found-called = kaldt til skranke { $desk }
desks-found-serving = ved skranke { $desk }
desks-found-parked = parkeret
desks-found-absent = udeblevet
desks-found-done = afsluttet
desks-found-left = gået
desks-found-kept-for = gemt plads { $day }
