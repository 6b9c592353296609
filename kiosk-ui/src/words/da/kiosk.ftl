kiosk-welcome = Velkommen
kiosk-first-free = Første ledige tid: kl. { $time }
kiosk-none-free = Lige nu kan vi ikke love en tid.
kiosk-diary-silent = Vi kan ikke se hele kalenderen lige nu. Der kan være færre tider end normalt. Du kan trække et nummer som altid.
kiosk-stale = Virker det ikke, så spørg en medarbejder.
kiosk-show-card = Hold dit kort foran læseren
kiosk-use-code = Brug kode
kiosk-no-card = Har I ikke kort eller kode? Tryk på Hjælp.
kiosk-demo-code = Demo: brug koden { $code }
kiosk-closed = Borgerservice er lukket
kiosk-opens = Vi åbner { $day } kl. { $time }.
kiosk-opens-today = Vi åbner i dag kl. { $time }.

kiosk-steps = Trin { $step } af 2
kiosk-languages = Sprog
kiosk-tools = Sådan ser skærmen ud
kiosk-larger = Større tekst
kiosk-contrast = Høj kontrast
kiosk-low = Lave knapper
kiosk-read = Læs højt

kiosk-code-title = Tast koden
kiosk-code-hint = Koden har 4 til 8 tal.
kiosk-code-typed = { $count ->
    [one] Du har tastet 1 tal.
   *[other] Du har tastet { $count } tal.
}
kiosk-code-erase = Slet
kiosk-code-next = Videre
kiosk-code-checking = Vi slår koden op.
kiosk-code-unknown = Den kode kender vi ikke. Prøv igen, eller tryk på Hjælp.
kiosk-card-unknown = Det kort kender vi ikke. Brug kode, eller tryk på Hjælp.
kiosk-code-too-many = Koden er prøvet for mange gange. Spørg en medarbejder.
kiosk-code-unreachable = Vi har ikke forbindelse. Prøv igen, eller spørg en medarbejder.

kiosk-errand-title = Hvad skal I have hjælp til?
kiosk-errand-more = Flere ærinder
kiosk-witness-last = Du kan være vidne én gang til.
kiosk-witness-used-up = Du kan være vidne igen { $day }. Skal borgeren bruge et vidne i dag, må en anden hjælpe.
kiosk-papers-title = Har borgeren pas eller kørekort med?
kiosk-papers-hint = I får hjælp, uanset hvad I svarer.
kiosk-papers-yes = Ja
kiosk-papers-no = Nej
kiosk-papers-unknown = Ved ikke
kiosk-needs-title = Er der noget, vi skal tage hensyn til?
kiosk-needs-hint = Tryk på det, der passer. Svar så nedenfor.
kiosk-needs-short-wait = Kan ikke vente længe
kiosk-needs-all = Det hele
kiosk-needs-not-together = De stiplede felter kan ikke fås samtidig. Mangler I dem, så tryk på Hjælp.
kiosk-sending = Vi finder jeres tid.

kiosk-done-number = Jeres nummer
kiosk-done-window = I bliver kaldt mellem kl. { $earliest } og { $latest }.
kiosk-done-expected = I bliver nok kaldt mellem kl. { $earliest } og { $latest }.
kiosk-done-latest = Senest kl. { $latest }.
kiosk-done-standby = I bliver kaldt, når en tid bliver ledig.
kiosk-done-standby-ends = Ventelisten slutter, når vi lukker kl. { $time }.
kiosk-done-kept = Vi holder en tid til jer { $day }, kl. { $earliest } til { $latest }.
kiosk-done-sit = I kan sidde her
kiosk-done-phone = Scan koden, og følg jeres nummer på telefonen.
kiosk-done-finish = Færdig
kiosk-done-returns = Skærmen går selv tilbage. Rør den, hvis den skal blive.
kiosk-done-stays = Skærmen bliver her. Tryk på Færdig, når I er klar.

kiosk-no-time-title = Der er ikke flere tider i dag, vi kan love.
kiosk-no-time-now-title = Der er ingen ledig tid lige nu.
kiosk-no-time-lead = Vælg det, der passer jer:
kiosk-offer-later-today = Kom til senere i dag
kiosk-offer-later-today-meaning = I bliver kaldt mellem kl. { $earliest } og { $latest }.
kiosk-offer-standby = Vent på en ledig tid
kiosk-offer-standby-meaning = I får et nummer nu. Vi kalder, hvis der bliver tid.
kiosk-offer-next-day = Få en tid en anden dag
kiosk-offer-next-day-meaning = Vi holder en tid { $day }, kl. { $earliest } til { $latest }.
kiosk-offer-leave = Gå uden nummer
kiosk-offer-leave-meaning = Vi gemmer ingenting. I kan altid komme igen.

kiosk-trouble-unreachable = Vi har ikke forbindelse lige nu
kiosk-trouble-busy = Systemet har travlt lige nu
kiosk-trouble-disk-full = Skærmen kan ikke give numre nu
kiosk-trouble-closed = Borgerservice har lige lukket
kiosk-trouble-no-desk = Ingen skranke her har alt det på én gang
kiosk-trouble-other = Det gik ikke denne gang
kiosk-trouble-again = Jeres svar er gemt. Vi prøver selv igen.
kiosk-trouble-ask = Spørg en medarbejder. I kan få et nummer der.
kiosk-trouble-retry = Prøv igen

kiosk-not-ready-title = Skærmen kan ikke give numre lige nu.
kiosk-not-ready-text = Gå til en medarbejder. I kan få hjælp der.

kiosk-warning-title = Er I her stadig?
kiosk-warning-text = Ellers begynder skærmen forfra.
kiosk-warning-more = Mere tid

kiosk-help-coming = En medarbejder kommer
kiosk-help-failed = Vi kan ikke kalde nu. Gå hen til en medarbejder.
