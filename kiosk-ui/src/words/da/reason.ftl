# One sentence for each reason the model gives: reason- and the code, underscores as hyphens.
# Instants come as clock times, dates as days, numbers as numbers.

# Why this place and this promise; said to companion and citizen.
reason-earliest-time = Det er den første ledige tid, kl. { $start }.
reason-time-went-to-earlier-ticket = En tidligere tid gik til nogen, der kom før jer.
reason-other-promise-kept = Vi har lovet nummer { $number } en tid senest kl. { $latest }.
reason-needs-desk-feature = { $feature ->
    [without_photo] I skal til en skranke, der kan hjælpe uden pas og kørekort.
    [step_free] I skal til en skranke uden trin.
    [quiet_room] I skal til en skranke, hvor der er ro.
    [interpreter] I skal til en skranke med tolk.
   *[other] I skal til en bestemt skranke.
}
reason-longer-without-photo = Uden pas eller kørekort sætter vi { common-minutes } af.
reason-passes-within-promises = I får en tidligere tid, og alle andre løfter holder.

# The choices when no time can be promised soon enough.
reason-no-time-today = Vi kan ikke love jer en tid inden for { $longest_wait_minutes ->
    [one] { $longest_wait_minutes } minut
   *[other] { $longest_wait_minutes } minutter
}.
reason-chose-later-today = I valgte en senere tid i dag, kl. { $start }.
reason-chose-standby = I valgte at vente på en tid, der bliver ledig.
reason-chose-next-day = I valgte en tid en anden dag, kl. { $start }.

# Why it moved.
reason-time-came-free = Der blev en tid ledig, så I kan komme til kl. { $start }.
reason-made-room-within-promise = Jeres tid er nu kl. { $start }, inden for det, vi lovede.
reason-gap-changed = Tiderne er lavet om, så jeres tid er nu kl. { $start }.
reason-booking-came-in = En aftale blev lagt ind, så jeres tid er nu kl. { $start }.
reason-hold-lost = Tiden ved skranke { $desk } kan ikke længere holdes fri.
reason-clerk-away = Skranke { $desk } er ikke bemandet da, så jeres tid er ændret.
reason-closed-at-that-time = Borgerservice holder lukket på det tidspunkt, så jeres tid er ændret.
reason-desk-closed = Skranke { $desk } er lukket, så jeres tid er ændret.
reason-case-overran = Sagen før jer ved skranke { $desk } tager længere tid end ventet.
reason-plan-changed = Planen er lavet om, så jeres tid er ændret.
reason-supervisor-forced = Lederen har ændret planen, så jeres tid er ændret.
reason-lost-its-place = Jeres tid er faldet væk; I bliver kaldt, når der er plads.
reason-was-set-aside = Jeres tid kom og gik; I går først, når I er tilbage.
reason-sent-on = I er sendt videre og bliver kaldt, så snart der er plads.
reason-moved-to-next-day = Jeres tid er flyttet til en anden dag, kl. { $start }.

# Why this number was called; said to the clerk.
reason-promise-at-risk = Er lovet en tid senest kl. { $latest }.
reason-promise-was-broken = Skulle have haft en tid senest kl. { $latest } og går først.
reason-waited-longest = Har ventet længst: { common-minutes }.
reason-beyond-longest-wait = Har ventet { common-minutes }, længere end vi vil lade nogen vente.
reason-higher-priority = Går først af dem, der kan nås nu: { common-minutes } i kø.
reason-fits-before-booking = Tager { common-minutes } og kan nås før aftalen kl. { $booking }.
reason-tight-before-booking = Kan tage { $likely_minutes ->
    [one] { $likely_minutes } minut
   *[other] { $likely_minutes } minutter
}, og næste aftale er kl. { $booking }.
reason-tight-before-closing = Kan tage { $likely_minutes ->
    [one] { $likely_minutes } minut
   *[other] { $likely_minutes } minutter
}, og kontoret lukker kl. { $closes }.
reason-chosen-by-clerk = En medarbejder har valgt netop dette nummer.
reason-transferred-here = Venter på netop denne skranke.

# Why another was not called, or nobody was; said to the clerk.
reason-needs-more-time = Nummer { $number } har brug for { common-minutes }, og der er kun { $available_minutes }.
reason-needs-other-desk = { $feature ->
    [without_photo] Nummer { $number } skal have hjælp uden pas og kørekort.
    [step_free] Nummer { $number } skal til en skranke uden trin.
    [quiet_room] Nummer { $number } skal til en skranke, hvor der er ro.
    [interpreter] Nummer { $number } skal til en skranke med tolk.
   *[other] Nummer { $number } skal til en anden skranke.
}
reason-waits-for-other-desk = Nummer { $number } skal til skranke { $desk }.
reason-would-break-promise = Det ville bryde løftet til nummer { $number }: senest kl. { $latest }.
reason-freed-time-unconfirmed = Frigivet tid ved skranke { $desk }: tidsbestillingen svarede sidst kl. { $known_at }.
reason-nobody-waits = Ingen venter lige nu.
reason-booking-under-way = Skranken er optaget i kalenderen til kl. { $until }.

# Why a gap is empty, or how it ended; said to the supervisor.
reason-nobody-needs-it = Ingen har brug for tiden lige nu.
reason-nobody-fits-it = Tiden på { common-minutes } er for kort til dem, der venter.
reason-nobody-waiting-needs-this-desk = Ingen af dem, der venter, skal til denne skranke.
reason-desk-not-staffed = Skranke { $desk } er ikke bemandet.
reason-booked-inside-hold = En anden har booket kl. { $start } i tid, vi holdt.
reason-will-be-released = Tiden går til tidsbestilling kl. { $at }, hvis ingen bruger den.
reason-released-to-booking = Tiden gik til tidsbestilling kl. { $at }.

# How a visit ended; said to companion and citizen.
reason-not-served-today = Vi nåede jer ikke i dag.
reason-grace-ran-out = I var her ikke, da vi kaldte, og fristen er gået.
reason-office-closed = Borgerservice er lukket.

reason-promise-in-danger = Nummer { $number } mangler en tid før kl. { $latest }: friholdt tid hjælper.
reason-people-stand-by = { $count ->
    [one] Én venter uden tid: friholdt tid giver en plads.
   *[other] { $count } venter uden tid: friholdt tid giver dem plads.
}
