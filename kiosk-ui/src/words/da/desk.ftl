# The clerk's screen. Eyes are on a person: short sentences, the most important first.

desk-title = Skranke { $desk }
desk-waiting = { $count ->
    [0] Ingen venter
    [one] { $count } venter
   *[other] { $count } venter
}
desk-waiting-since = længst siden kl. { $time }

# The one primary button, and what it will do.
desk-do-open = Åbn skranken
desk-do-call = Kald næste
desk-do-arrive = Er kommet
desk-do-complete = Afslut
desk-do-confirm = Gem og afslut
desk-leave = Forlad skranken
desk-more = Flere trin
desk-close = Luk

# Who it is.
desk-who-closed = Skranken er lukket
desk-who-closed-text = Åbn skranken, når du er klar til at kalde.
desk-who-next = Næste
desk-who-called = Kaldt kl. { $time }
desk-who-recalled = Kaldt kl. { $time }, kaldt igen { $recalls ->
    [one] { $recalls } gang
   *[other] { $recalls } gange
}
desk-who-serving = Ved skranken siden kl. { $time }
desk-who-nobody = Ingen at kalde
desk-who-nobody-text = Ingen passer til skranken lige nu.
desk-why-more = Flere grunde
desk-reason-unknown = Serveren giver en grund, skærmen ikke kender. Hent skærmen igen.
desk-about-minutes = ca. { $minutes } min
desk-accompanied = Med ledsager
# Hvor mange gange ledsageren har været vidne.
desk-witness-last = Ledsageren kan være vidne én gang til ({ $times } af { $most } gange på { $days } dage)
desk-witness-used-up = Ledsageren kan ikke være vidne før { $day } ({ $times } af { $most } gange på { $days } dage)
desk-kept-place = Gemt plads
desk-speaks-da = Taler dansk
desk-speaks-en = Taler engelsk
desk-speaks-ar = Taler arabisk

# What would have to change before somebody can be called here.
desk-change-nobody-waits = Nye numre viser sig her af sig selv.
desk-change-needs-more-time = Nummeret kan kaldes efter aftalen eller ved en anden skranke.
desk-change-needs-other-desk = En skranke, der kan det, skal være åben og fri.
desk-change-waits-for-other-desk = Nummeret bliver kaldt, når den skranke er fri.
desk-change-would-break-promise = Nummeret kan kaldes, når det andet løfte er holdt.
desk-change-fits-before-booking = Kald nu, så når I det før aftalen.
desk-change-tight-before-booking = Nummeret kan kaldes efter aftalen.
desk-change-tight-before-closing = Aftal med borgeren, at det kan blive sent.
desk-change-desk-not-staffed = Åbn skranken for at kalde.
desk-change-office-closed = Der kan kaldes igen, når kontoret åbner.

# The briefing: a line to see at a glance, and what there is to know about it.
desk-briefing = Sådan gør I
desk-briefing-none = Der er ingen faste trin for dette ærinde.
desk-step-check-photo-id = Se pas eller kørekort
desk-step-check-photo-id-more = Passer billedet til borgeren? Er kortet gyldigt?
desk-step-check-residence-papers = Se to papirer i stedet for billed-id
desk-step-check-residence-papers-more = Ét skal være sundhedskort, dåbsattest, navneattest eller bopælsattest. Det andet kan være årsopgørelse eller bevis på ydelse. Beviset må være højst 3 måneder gammelt. Mindst ét papir skal vise cpr-nummer.
desk-step-control-questions = Stil kontrolspørgsmål fra CPR
desk-step-control-questions-more = Spørg roligt. Ledsageren må ikke svare for borgeren.
desk-step-or-witness = Eller brug et vidne
desk-step-or-witness-more = Vidnet er fyldt 18 og er med ved skranken. Vidnet har billed-id og har haft MitID i over 30 dage. Det må ske højst 3 gange på 120 dage.
desk-step-internal-certificate = Mangler bopælsattest? Lav den interne
desk-step-internal-certificate-more = Den koster ikke borgeren noget. Den bliver ikke udleveret.
desk-step-choose-user-id = Borgeren vælger bruger-id
desk-step-choose-user-id-more = Det er på 5 til 48 tegn. Det må ikke være cpr-nummer eller ti tal.
desk-step-look-away-at-code = Se væk, når borgeren vælger kode
desk-step-look-away-at-code-more = Det gælder også ledsageren. Ledsageren må forklare, men ikke gemme koden.
desk-step-test-login = Prøv at logge ind sammen
desk-step-test-login-more = Borgeren taster selv.
desk-step-digital-post-choice = Tal om Digital Post
desk-step-digital-post-choice-more = Kan borgeren læse den selv? Ellers er der fuldmagt eller fritagelse.
desk-step-power-of-attorney-if-needed = Skal en anden kunne hjælpe? Lav fuldmagt
desk-step-power-of-attorney-if-needed-more = Borgeren skal være fyldt 15. En af de to skal have MitID.
desk-step-offer-other-help = Spørg, om der er mere, I kan klare nu
desk-step-offer-other-help-more = Så slipper I for at komme igen.

# Time at the desk.
desk-pace = Tid brugt
desk-pace-used = { $used } af { $planned } min
desk-pace-over = { $used } min, { $over } mere end planlagt
desk-booking = Næste aftale kl. { $time }, { $minutes ->
    [0] nu
   *[other] om { $minutes } min
}
desk-booking-none = Ingen flere aftaler i dag.
desk-booking-close = Aftalen er tæt på
desk-booking-tight = Samtalen når nok ikke at slutte før aftalen
desk-booked-until = Aftale i gang til kl. { $time }
desk-booking-served = Borgeren er færdig
desk-booking-did-not-come = Borgeren kom ikke

# Completing.
desk-outcome = Hvordan gik det?
desk-outcome-hint = Vælg, og tryk på Gem og afslut.
desk-companion-hours = Ledsagerens timer på sagen i alt
desk-companion-hours-help = Spørg kun, hvis det passer. Kan stå tomt.
desk-flags = Sæt kryds, hvis det passer
desk-after = Tilbyd nu
desk-after-documents-missing =
    Sig, hvilke papirer der mangler.
    Aftal en ny tid, før I går hver til sit.
desk-after-control-questions-failed =
    Spørg, om et vidne kan hjælpe i dag.
    Aftal ellers en ny tid.
desk-after-witness-missing-or-quota-used =
    Spørg, om en anden ledsager kan være vidne.
    Aftal ellers en ny tid.
desk-after-refused-cannot-handle-alone =
    Tilbyd en fuldmagt til en, borgeren har tillid til.
    Tilbyd fritagelse fra Digital Post.
    Fortæl, hvordan man klager over afslaget.
desk-after-refused-identity-uncertain =
    Sig, hvilke papirer der kan gøre det sikkert.
    Tilbyd en ny tid med papirer eller vidne.
    Fortæl, hvordan man klager over afslaget.

# The less frequent steps.
desk-menu-recall = Kald igen
desk-menu-recall-more = Tavlen ringer og viser nummeret igen.
desk-menu-absent = Udeblevet
desk-menu-absent-more = Nummeret beholder sin plads et stykke tid.
desk-menu-absent-due = Kald igen { $count ->
    [one] { $count } gang
   *[other] { $count } gange
} først.
desk-menu-park = Parkér
desk-menu-park-more = Borgeren henter noget og kommer tilbage til dig. Skranken bliver fri.
desk-menu-transfer = Flyt
desk-menu-transfer-more = Til en anden skranke eller et andet ærinde.
desk-menu-depart = Er gået
desk-menu-depart-more = Borgeren vil ikke vente længere.
desk-transfer = Flyt nummer { $number }
desk-transfer-desk = Til skranke
desk-transfer-desk-any = Den første, der passer
desk-transfer-desk-closed = { $desk } (lukket)
desk-transfer-errand = Ærinde
desk-transfer-errand-same = Samme ærinde
desk-transfer-do = Flyt nummeret

# Those with a place today who have not come yet.
desk-not-arrived = Kommer senere
desk-not-arrived-window = kl. { $earliest } til { $latest }
desk-not-arrived-here = Er her

# Somebody who only asked, and took no number.
desk-inquiry = Kun spurgt
desk-inquiry-counted = Noteret: én, der kun spurgte.

# The queue at the side, and one number looked up.
desk-queue = De næste i køen
desk-queue-none = Ingen venter på skranken.
desk-queue-standby = venteliste
desk-queue-raised = haster
desk-queue-called = kaldt til skranke { $desk }
desk-queue-serving = ved skranke { $desk }
desk-queue-parked = parkeret
desk-queue-absent = udeblevet
desk-queue-done = afsluttet
desk-queue-left = gået
desk-queue-kept-for = gemt plads { $day }
desk-next-day = Giv tiden
desk-next-day-gives-up = Så venter nummeret ikke mere i dag.
desk-next-day-keep = Bliv på listen
desk-find = Find nummer
desk-find-do = Find
desk-find-none = Der er intet nummer { $number } i dag.
desk-find-failed = Serveren svarer ikke. Søg igen om lidt.

# A number called before its turn: what it does stands here first.
desk-call = Kald nummer { $number } først?
desk-call-passes = { $count ->
    [one] Et nummer står foran i køen:
   *[other] { $count } numre står foran i køen:
}
desk-call-promised = senest kl. { $time }
desk-call-do = Kald nummer { $number }

# A number given at the desk to somebody without card or code.
desk-give = Giv et nummer
desk-give-short-wait = Kan ikke vente længe
desk-give-language = Sprog på telefonen
desk-give-do = Giv nummer
desk-give-full = Der er ingen ledig tid lige nu. Vælg det, der passer.
desk-give-later-today = Senere i dag, kl. { $earliest } til { $latest }
desk-give-standby = Venteliste uden løfte
desk-give-next-day = Tid { $day }, kl. { $earliest } til { $latest }
desk-given = Nummeret er givet
desk-given-window = Bliver kaldt kl. { $earliest } til { $latest }
desk-given-standby = Bliver kaldt, når en tid bliver ledig
desk-given-phone = Scan koden, og følg nummeret på telefonen.
desk-given-print = Udskriv
desk-refusal-no-desk-offers-this = Ingen skranke kan det hele. Fjern et kryds.
desk-refusal-too-many-check-ins = Der er givet mange numre herfra. Prøv igen om et minut.

# Those set aside.
desk-aside = Sat til side
desk-parked = Parkeret
desk-absent = Udeblevet
desk-aside-none = Ingen er sat til side.
desk-aside-since = siden kl. { $time }
desk-aside-until = pladsen gælder til kl. { $time }
desk-aside-return = Tilbage i køen
desk-aside-back = Er tilbage
desk-aside-here = kommer tilbage hertil
desk-aside-there = kommer tilbage til skranke { $desk }
desk-aside-call = Kald
desk-aside-busy = Kald virker, når skranken er åben og fri.

# What the clerk is reminded of, in the name of the tab.
desk-remind-call = Kald nummer { $number }

# A step that is refused until somebody answers for it.
desk-reason = Gør det alligevel?
desk-reason-field = Skriv hvorfor. Grunden bliver gemt.
desk-reason-do = Gør det alligevel

# Undo.
desk-undo = Fortryd
desk-undo-waiting = Nummer { $number } er tilbage i køen.
desk-undo-called = Nummer { $number } er kaldt.
desk-undo-serving = Nummer { $number } er kommet.
desk-undo-parked = Nummer { $number } er parkeret.
desk-undo-absent = Nummer { $number } er noteret som udeblevet.
desk-undo-done = Nummer { $number } er afsluttet.
desk-undo-left = Nummer { $number } er noteret som gået.

# Help asked at the kiosk.
desk-help = Nogen beder om hjælp ved skærmen
desk-help-since = Siden kl. { $time }
desk-help-take = Jeg går derhen

# Out of touch with the server.
desk-stale = Forbindelsen er væk. Knapperne virker igen, når den er tilbage.

# What the server refuses: one sentence, and what to do.
desk-refusal-nobody-waits = Ingen venter lige nu.
desk-refusal-nobody-fits = Ingen af dem, der venter, passer til skranken nu.
desk-refusal-desk-closed = Skranken er lukket. Åbn den først.
desk-refusal-desk-busy = Der er stadig et nummer her. Afslut det først.
desk-refusal-step-out-of-turn = Nummeret er kommet videre. Se, hvad skærmen viser nu.
desk-refusal-at-another-desk = Nummeret er ved en anden skranke nu.
desk-refusal-recall-first = Kald nummeret igen, før du noterer det som udeblevet.
desk-refusal-would-delay-booking = Så bliver den næste aftale forsinket. Kald efter aftalen.
desk-refusal-would-break-promise = Så bliver et løfte brudt.
desk-refusal-needs-other-desk = Skranken har ikke det, borgeren har brug for.
desk-refusal-looks-like-cpr = Skriv uden cpr-nummer.
desk-refusal-text-too-long = Skriv det kortere.
desk-refusal-text-has-control-characters = Teksten har tegn, der ikke kan gemmes. Skriv den igen.
desk-refusal-grace-ran-out = Pladsen gælder ikke længere. Tag et nyt nummer ved skærmen.
desk-refusal-no-time-today = Den tid er ikke ledig mere.
desk-refusal-nothing-to-undo = Der er ikke mere at fortryde.
desk-refusal-busy = Serveren har travlt. Prøv igen om lidt.
desk-refusal-disk-full = Serveren kan ikke gemme. Ring til den, der passer den.
desk-refusal-unreachable = Serveren svarer ikke. Prøv igen, der sker kun ét kald.
desk-refusal-unauthorized = Skærmen er logget ud. Åbn den med sin adresse igen.
desk-refusal-forbidden = Skærmen må ikke gøre dette. Spørg en leder.
desk-refusal-office-closed = Kontoret har lukket.
desk-refusal-other = Det lod sig ikke gøre. Prøv igen, eller spørg en kollega.

# Pausing, and leaving the desk.
desk-pause = Hold pause
desk-pause-how-long = Hvor længe er du væk?
desk-pause-minutes = { $minutes } min.
desk-pause-do = Hold pause til kl. { $time }
desk-away-until = Pause til kl. { $time }
desk-away-later = Væk kl. { $start }–{ $end }
desk-back = Jeg er tilbage
desk-stay = Jeg bliver her
desk-leave-anyway = Forlad skranken alligevel
desk-harm = Så bliver løfter brudt.
desk-harm-nobody = Det bryder ingen løfter.
desk-harm-number = Nummer { $number } er lovet senest kl. { $time }.
desk-harm-instead = Ny tid: senest kl. { $time }.
desk-harm-none = Der er ingen anden tid i dag.
desk-harm-more = { $count ->
    [one] Et nummer mere.
   *[other] { $count } numre mere.
}
desk-refusal-promises-would-break = Så bliver et løfte brudt. Vælg tiden igen, og se hvem det rammer.
desk-refusal-visits-would-end = Så sendes nogen hjem. Se virkningen igen.
desk-refusal-no-booking-under-way = Aftalen er allerede slut. Se, hvad der er i gang nu.
