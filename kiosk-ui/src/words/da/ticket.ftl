ticket-title = Jeres nummer: { $number }

ticket-headline-waiting = Jeres nummer
ticket-headline-standby = Jeres nummer
ticket-headline-kept = Jeres nummer
ticket-headline-called = Kom nu: skranke { $desk }
ticket-headline-serving = I er ved skranke { $desk }
ticket-headline-parked = Jeres nummer er sat på pause
ticket-headline-absent = Vi har kaldt jer
ticket-headline-done = I er færdige
ticket-headline-left = Besøget er slut

ticket-window-waiting = I bliver kaldt mellem kl. { $earliest } og { $latest }.
ticket-window-expected = I bliver nok kaldt mellem kl. { $earliest } og { $latest }. Senest kl. { $promised }.
ticket-window-sure = 8 af 10 kommer til i dette tidsrum.
ticket-window-standby = I bliver kaldt, når en tid bliver ledig.
ticket-window-kept = Vi holder en tid til jer { $day }, kl. { $earliest } til { $latest }.
ticket-window-called = Vi er klar til jer nu.
ticket-window-serving = En medarbejder hjælper jer nu.
ticket-window-parked = Gå til skranken, når I er klar igen.
ticket-window-absent = Gå til skranken inden kl. { $until }, så har I stadig jeres plads.
ticket-window-absent-queue = Gå til skranken inden kl. { $until }, så er I stadig i køen.
ticket-window-absent-over = Gå til en medarbejder, så finder vi en tid.
ticket-window-done = Tak for i dag.
ticket-window-closed = Vi nåede jer ikke i dag.
ticket-window-left = { $ending ->
    [moved_to_next_day] Jeres tid er flyttet til en anden dag.
    [not_served_today] Vi nåede jer ikke i dag. Spørg os om en ny tid.
    [absent_at_call] I var her ikke, da vi kaldte. Spørg os om en ny tid.
   *[left_before_call] I kan altid komme igen og få et nyt nummer.
}

# Standing by ends at closing time; a place on the next open day is offered and taken.
ticket-standby-ends = Ventelisten slutter, når vi lukker kl. { $time }.
ticket-next-day = Vi kan holde en tid til jer { $day }, kl. { $earliest } til { $latest }.
ticket-next-day-meaning = Tager I den, venter I ikke mere i dag.
ticket-next-day-take = Tag tiden
ticket-next-day-gone = Den tid er ikke ledig mere.
ticket-next-day-failed = Det gik ikke. Prøv igen, eller spørg os.

# Once the visit is over.
ticket-rating-ask = Hvordan gik det?
ticket-rating-good = Godt
ticket-rating-so-so = Nogenlunde
ticket-rating-bad = Skidt
ticket-rated = Tak for svaret.

ticket-place-area = I kan sidde i { $area }.
ticket-place-anywhere = Hold øje med siden her.
ticket-out-until = I må gerne gå lidt ud indtil kl. { $time }.

ticket-updated = Opdateret kl. { $time }
ticket-stale = Ikke opdateret siden kl. { $time }. Se på tavlen, eller spørg os.

# What to have at hand; an office can write its own words instead.
ticket-bring-title = Tag dette frem
ticket-bring-photo-id = Pas eller kørekort
ticket-bring-phone = Den telefon, som MitID skal bruges på
ticket-bring-health-card = Sundhedskort
ticket-bring-certificate = Dåbs- eller navneattest, hvis I har den
ticket-bring-residence-certificate = Bopælsattest, hvis I har den
ticket-bring-tax-statement = Årsopgørelse eller brev om ydelse
ticket-bring-companion-mitid = Ledsagerens MitID
ticket-bring-witness = En, der kender borgeren godt, kan være vidne
ticket-bring-letter = Brevet, som sagen handler om
ticket-bring-new-address = Den nye adresse og datoen for flytning
