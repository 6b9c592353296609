# The supervisor's screen: the day, the weekly pattern, the policy and what was changed.

supervisor-tab-title = { $office }: dagen i dag
supervisor-title = Dagen i dag
supervisor-pages = Sider
supervisor-page-today = I dag
supervisor-page-plan = Ugeplan
supervisor-page-advice = Råd
supervisor-page-policy = Regler
supervisor-page-trials = Prøvehandlinger
supervisor-reviews-due = { " " }({ $due })
supervisor-page-events = Hændelser
supervisor-frozen = Forbindelsen er væk. Du kan se dagen, men ikke ændre den.
supervisor-yes = Ja
supervisor-no = Nej

# Figures above the day
supervisor-minutes = { $minutes } min
supervisor-since = siden kl. { $time }
supervisor-nobody-waits = ingen venter
supervisor-of = { $kept } af { $given }
supervisor-figure-waiting = Venter
supervisor-figure-standby = { $count ->
    [0] ingen på venteliste
   *[other] heraf { $count } på venteliste
}
supervisor-figure-not-arrived = { $count ->
    [one] en kommer senere
   *[other] { $count } kommer senere
}
supervisor-figure-longest = Længste ventetid
supervisor-figure-kept = Løfter holdt i dag
supervisor-figure-broken = { $count ->
    [0] ingen brudt
   *[other] { $count } brudt
}
supervisor-figure-risk = Løfter i fare
supervisor-figure-risk-more = { $count ->
    [0] alle kan holdes
   *[other] plads senere end lovet
}
supervisor-figure-left = Friholdt tid tilbage
supervisor-figure-gaps = { $used } min brugt, { $released } min givet tilbage
supervisor-help-asked = Nogen bad om hjælp ved standeren kl. { $time }.
supervisor-advice = Råd:

# The day
supervisor-day-heading = Dagen ved skrankerne
supervisor-as-table = Vis som tabel
supervisor-as-picture = Vis som tidslinje
supervisor-closed-today = Der er lukket i dag.
supervisor-staffed = Bemandet
supervisor-unstaffed = Ikke bemandet
supervisor-legend = Hvad felterne betyder
supervisor-legend-booking = Aftale
supervisor-legend-hard = Friholdt, fast
supervisor-legend-soft = Friholdt, kan gives tilbage
supervisor-legend-freed = Aftale, der blev fri
supervisor-legend-person = Plads til et nummer
supervisor-legend-away = Plads til et nummer, der ikke er her
supervisor-legend-serving = Ved skranken nu
supervisor-legend-absence = Uden medarbejder
supervisor-detail-hint = Peg på et felt for at læse, hvad det er.
supervisor-gap-keys = Piletaster flytter fem minutter. Skift og pil ændrer slutningen. Pil op og ned vælger skranke. Slet trækker tiden tilbage. Enter åbner felterne.
supervisor-stretch = kl. { $start }–{ $end }
supervisor-block-booking = Aftale
supervisor-block-absence = Uden medarbejder
supervisor-block-absence-short = Væk
supervisor-block-gap = Friholdt tid, { $hold }, { $origin }
supervisor-block-ended = Friholdt tid, { $state }, { $origin }
supervisor-block-serving = Nummer { $number } ved skranken
supervisor-gap-holds = Her er plads til nummer { $numbers }.
supervisor-gap-empty = Ingen har plads her endnu.
supervisor-placement-latest = Lovet senest kl. { $latest }.
supervisor-placement-late = Lovet senest kl. { $latest }. Pladsen ligger for sent.
supervisor-placement-kept = Gemt plads fra en tidligere dag.
supervisor-placement-not-arrived = Er her ikke endnu.
supervisor-serving-until = Ventes færdig kl. { $end }.
supervisor-serving-over = Skulle være færdig kl. { $end }.
supervisor-hold-hard = fast
supervisor-hold-soft = kan gives tilbage
supervisor-origin-plan = fra ugeplanen
supervisor-origin-supervisor = åbnet i dag
supervisor-origin-freed-booking = fra en aftale, der blev fri
supervisor-state-open = åben
supervisor-state-used = brugt
supervisor-state-released = givet tilbage
supervisor-state-unused = ikke brugt
supervisor-state-withdrawn = trukket tilbage
supervisor-ghost = Forslag: { $stretch }, skranke { $desk }
supervisor-desk-empty = Ingen aftaler og ingen friholdt tid.
supervisor-desk = Skranke
supervisor-start = Fra kl.
supervisor-end = Til kl.
supervisor-what = Hvad
supervisor-more = Mere
supervisor-change = Ret
supervisor-change-gap = Ret friholdt tid kl. { $start } ved skranke { $desk }

# The notice of the day
supervisor-notice-heading = Besked i dag
supervisor-notice-write = Skriv til alle i salen
supervisor-notice-change = Ret
supervisor-notice-remove = Tag ned
supervisor-notice-shown = Står på skærme og telefoner til kl. { $time }.
supervisor-notice-until = Vis den til kl.
supervisor-notice-show = Vis beskeden
supervisor-notice-ready-made = Færdige beskeder
supervisor-notice-ready-made-mitid-down = MitID er nede
supervisor-notice-ready-made-closing-early = Vi lukker tidligt
supervisor-notice-ready-made-long-wait = Lang ventetid

# Beside the day
supervisor-beside = Ændring og virkning
supervisor-gaps = Friholdt tid
supervisor-how-open = Træk hen over ledig tid for at friholde den.
supervisor-how-change = Træk i en kant eller i midten for at ændre.
supervisor-how-keys = Eller vælg feltet, og brug piletasterne.
supervisor-how-preview = Du ser altid virkningen, før noget ændres.
supervisor-open-new = Frihold tid
supervisor-draft-open = Ny friholdt tid
supervisor-draft-change = Ret friholdt tid
supervisor-draft-withdraw = Træk friholdt tid tilbage
supervisor-draft-hint = Ret felterne, eller træk på tidslinjen.
supervisor-hold = Hvor fast tiden er
supervisor-hold-hard-long = Fast
supervisor-hold-soft-long = Gives tilbage { $minutes } min før
supervisor-withdraw = Træk tiden tilbage
supervisor-keep = Behold tiden
supervisor-close = Luk

# The effect of a change
supervisor-effect = Virkning
supervisor-effect-asking = Vi regner virkningen ud.
supervisor-effect-kept = Alle løfter holder.
supervisor-effect-breaks = { $count ->
    [one] Et løfte brydes
   *[other] { $count } løfter brydes
}
supervisor-effect-broken = Nummer { $number }: lovet senest kl. { $latest }, nu senest kl. { $instead }.
supervisor-effect-broken-none = Nummer { $number }: lovet senest kl. { $latest }, ingen tid tilbage i dag.
supervisor-effect-ends = { $count ->
    [one] En person sendes hjem
   *[other] { $count } personer sendes hjem
}
supervisor-effect-ended = Nummer { $numbers } får ingen tid i dag.
supervisor-effect-moves = { $count ->
    [one] En flytter
   *[other] { $count } flytter
}
supervisor-effect-passes = { $count ->
    [one] Går foran én på ventelisten: { $numbers }.
   *[other] Går foran { $count } på ventelisten: { $numbers }.
}
supervisor-effect-nobody-moves = Ingen flytter.
supervisor-effect-gains = Tidsbestillingen får { $minutes } min.
supervisor-effect-loses = Tidsbestillingen afgiver { $minutes } min.
supervisor-effect-same = Tidsbestillingen har samme tid.
supervisor-slot = kl. { $start }, skranke { $desk }
supervisor-slot-none = ingen plads
supervisor-from = fra
supervisor-to = til
supervisor-reason = Begrundelse (kan udelades)
supervisor-reason-required = Begrundelse
supervisor-missing-reason = Skriv en begrundelse.
supervisor-missing-cpr = Det ligner et CPR-nummer. Skriv uden det.
supervisor-do = Gør det
supervisor-do-anyway = Gør det alligevel
supervisor-cancel = Fortryd
supervisor-try-again = Prøv igen
supervisor-look = Se virkning i dag
supervisor-changed = Ikke gemt endnu
supervisor-changed-hint = Se først, hvad det betyder i dag.
supervisor-faulty = Ret de markerede felter først.
supervisor-nothing-changed = Intet er ændret. Ret til venstre, så ses virkningen her.

# The weekly pattern
supervisor-plan-heading = Friholdt tid hver uge
supervisor-plan-intro = Planen åbner tiden af sig selv hver dag.
supervisor-plan-weekday = Ugedag
supervisor-plan-desk = Skranke
supervisor-plan-start = Fra kl.
supervisor-plan-end = Til kl.
supervisor-plan-hold = Hvor fast
supervisor-plan-line = { $weekday }, skranke { $desk }, kl. { $start }–{ $end }, { $hold }
supervisor-plan-add = Tilføj linje
supervisor-plan-empty = Planen er tom. Tilføj den første linje.
supervisor-plan-done = Ugeplanen er gemt.
supervisor-remove = Fjern
supervisor-remove-line = Fjern { $line }
supervisor-fault-ends-before-it-starts = Slutter før den begynder.
supervisor-fault-overlaps = Overlapper en anden linje.
supervisor-weekday-monday = Mandag
supervisor-weekday-tuesday = Tirsdag
supervisor-weekday-wednesday = Onsdag
supervisor-weekday-thursday = Torsdag
supervisor-weekday-friday = Fredag
supervisor-weekday-saturday = Lørdag
supervisor-weekday-sunday = Søndag

# The policy
supervisor-policy-heading = Regler for køen
supervisor-policy-done = Reglerne gælder nu.
supervisor-policy-group-promise = Løfter
supervisor-policy-group-order = Rækkefølge
supervisor-policy-group-time = Friholdt tid
supervisor-policy-group-call = Kald
supervisor-policy-promise-minutes = Løftets længde
supervisor-policy-promise-minutes-help = Borgeren loves at komme til så længe efter den planlagte tid.
supervisor-policy-longest-wait-minutes = Længste ventetid
supervisor-policy-longest-wait-minutes-help = Efter så lang tid går et nummer forrest. Standeren lover aldrig mere.
supervisor-policy-slack-minutes = Små forsinkelser
supervisor-policy-slack-minutes-help = En forsinkelse så kort flytter ingen.
supervisor-policy-plan-with-learned = Brug lærte længder
supervisor-policy-plan-with-learned-help = Så planlægges der med, hvad besøg plejer at tage.
supervisor-policy-ordinary-rate = Point pr. minut, almindelig
supervisor-policy-ordinary-rate-help = Så hurtigt rykker et almindeligt nummer frem, mens det venter.
supervisor-policy-raised-rate = Point pr. minut, hastende
supervisor-policy-raised-rate-help = Så hurtigt rykker et hastende nummer frem, mens det venter.
supervisor-policy-release-minutes = Gives tilbage før start
supervisor-policy-release-minutes-help = Tid, ingen bruger, går tilbage til tidsbestilling så længe før.
supervisor-policy-lend-freed = Brug aftaler, der bliver fri
supervisor-policy-lend-freed-help = Afbudte aftaler kan bruges til dem, der venter.
supervisor-policy-overrun-minutes = Når en sag trækker ud
supervisor-policy-overrun-minutes-help = Så regner vi med, at den varer mindst så længe endnu.
supervisor-policy-recalls-before-absent = Gentagne kald
supervisor-policy-recalls-before-absent-help = Så mange gange kaldes der igen, før borgeren kan meldes væk.
supervisor-policy-absence-grace-minutes = Plads til den, der var væk
supervisor-policy-absence-grace-minutes-help = Så længe beholder en borger, der ikke kom, sin plads.
supervisor-policy-undo-seconds = Fortryd ved skranken
supervisor-policy-undo-seconds-help = Så længe kan medarbejderen fortryde det seneste skridt.
supervisor-unit-minutes = minutter
supervisor-unit-seconds = sekunder
supervisor-unit-times = gange
supervisor-unit-points = point
supervisor-limits = Fra { $least } til { $most }.
supervisor-limits-wrong = Skriv et helt tal fra { $least } til { $most }.
supervisor-was = Var { $value }.

# What was changed
supervisor-events-heading = Hvad der er ændret
supervisor-events-all = Vis også det, systemet selv gjorde
supervisor-events-none = Intet er ændret endnu.
supervisor-event-gap-opened = Friholdt tid åbnet: skranke { $desk }, kl. { $start }–{ $end }, { $hold }.
supervisor-event-hold-booked-over = En anden har booket i tid, vi holdt: skranke { $desk }, kl. { $start }–{ $end }.
supervisor-event-gap-freed = En aftale blev fri: skranke { $desk }, kl. { $start }–{ $end }, { $hold }.
supervisor-event-gap-changed = Friholdt tid rettet til skranke { $desk }, kl. { $start }–{ $end }, { $hold }.
supervisor-event-gap-changed-from = Friholdt tid rettet fra skranke { $was-desk }, kl. { $was-start }–{ $was-end }, { $was-hold }, til skranke { $desk }, kl. { $start }–{ $end }, { $hold }.
supervisor-event-gap-used = Friholdt tid brugt: skranke { $desk }, kl. { $start }–{ $end }.
supervisor-event-gap-released = Friholdt tid givet tilbage: skranke { $desk }, kl. { $start }–{ $end }.
supervisor-event-gap-unused = Friholdt tid ikke brugt: skranke { $desk }, kl. { $start }–{ $end }.
supervisor-event-gap-withdrawn = Friholdt tid trukket tilbage: skranke { $desk }, kl. { $start }–{ $end }.
supervisor-event-gap-ended = En friholdt tid er slut.
supervisor-event-plan-changed = { $lines ->
    [one] Ugeplanen rettet. Den har nu en linje.
   *[other] Ugeplanen rettet. Den har nu { $lines } linjer.
}
supervisor-event-policy-changed = Reglerne rettet.
supervisor-event-policy-setting = { $field }: fra { $from } til { $to }.
supervisor-event-promise-broken = Løfte brudt: nummer { $number }, lovet senest kl. { $latest }. { $cause }
supervisor-event-promise-broken-instead = Løfte brudt: nummer { $number }, lovet senest kl. { $latest }, nu senest kl. { $instead }. { $cause }
supervisor-event-desk-opened = Skranke { $desk } åbnet.
supervisor-event-desk-left = Skranke { $desk } forladt.
supervisor-event-why = Begrundelse: { $why }
supervisor-cause-overrun = En sag trak ud.
supervisor-cause-desk-closed = Skranken lukkede.
supervisor-cause-booking-came-in = En aftale kom til.
supervisor-cause-supervisor-forced = En leder valgte det.
supervisor-cause-not-called = Ingen kaldte nummeret.
supervisor-cause-office-closed = Borgerservice lukkede.
supervisor-cause-plan-changed = Planen blev ændret.
supervisor-cause-parked = Nummeret var sat til side.
supervisor-cause-transferred = En medarbejder sendte nummeret videre.
supervisor-role-supervisor = Leder
supervisor-role-clerk = Medarbejder
supervisor-role-administrator = Administrator
supervisor-role-companion = Ledsager
supervisor-role-board = Tavle
supervisor-role-phone = Borgerens telefon
supervisor-role-kiosk = Stander
supervisor-role-system = Systemet
supervisor-role-office = Systemet
supervisor-role-clock = Systemet
supervisor-role-diary = Tidsbestillingen
supervisor-role-keeper = Systemet
supervisor-role-mintur = Systemet

# When the office says no
supervisor-refusal-promises-would-break = Dagen har ændret sig imens. Se virkningen igen.
supervisor-refusal-would-break-promise = Så bliver et løfte brudt, og intet er ændret. Prøv igen, når løftet er holdt.
supervisor-refusal-visits-would-end = Dagen har ændret sig imens. Se virkningen igen.
supervisor-refusal-reason-required = Skriv en begrundelse først.
supervisor-refusal-overlaps-booking = Der ligger en aftale i den tid. Vælg en anden tid.
supervisor-refusal-overlaps-gap = Der er allerede friholdt tid dér. Ret den i stedet.
supervisor-refusal-in-the-past = Tiden er gået. Vælg en senere tid.
supervisor-refusal-outside-opening-hours = Der er lukket på det tidspunkt. Vælg tid i åbningstiden.
supervisor-refusal-ends-before-it-starts = Tiden slutter, før den begynder. Ret slutningen.
supervisor-refusal-unknown-gap = Tiden findes ikke mere. Se på dagen igen.
supervisor-refusal-unknown-desk = Skranken findes ikke. Vælg en anden.
supervisor-refusal-desk-busy = Der er et nummer ved skranken. Afslut det først.
supervisor-refusal-step-out-of-turn = Nummeret er kommet videre. Se på dagen igen.
supervisor-refusal-nothing-to-undo = Det er for sent at fortryde. Se på dagen igen.
supervisor-refusal-office-closed = Der er lukket nu. Ret ugeplanen i stedet.
supervisor-refusal-invalid = Noget er skrevet forkert. Ret det, og prøv igen.
supervisor-refusal-forbidden = Du har ikke lov til det her. Spørg en administrator.
supervisor-refusal-unauthorized = Skærmen er logget ud. Åbn den igen fra sin adresse.
supervisor-refusal-unreachable = Serveren svarede ikke. Se på dagen, og prøv igen.
supervisor-refusal-other = Det kunne ikke lade sig gøre. Intet er ændret.
supervisor-refusal-trials-overlap = Der er allerede en prøvehandling de dage. Afgør den først.
supervisor-refusal-trial-is-decided = Prøvehandlingen er afgjort.
supervisor-refusal-unknown-trial = Prøvehandlingen findes ikke. Se på siden igen.
supervisor-refusal-baseline-is-set = Det er oplyst før. Skriv, hvorfor det rettes.
supervisor-refusal-looks-like-cpr = Teksten ligner et CPR-nummer. Skriv den uden.

# Devices: who gave numbers today, and false numbers that are taken out at once.
supervisor-page-devices = Skærme
supervisor-devices-heading = Numre givet i dag
supervisor-devices-help = Har en skærm givet numre, ingen står bag, kan de slettes samlet.
supervisor-devices-none = Ingen skærm har givet numre i dag.
supervisor-device = Skærm
supervisor-device-name = { $kind } »{ $name }«
supervisor-device-given = Givet
supervisor-device-open = Åbne nu
supervisor-device-last = Seneste
supervisor-device-at = kl. { $time }
supervisor-void = Slet numre
supervisor-void-heading = Slet numre fra { $device }
supervisor-void-from = Kun numre fra dette klokkeslæt (kan stå tomt)
supervisor-void-preview = { $count ->
    [0] Ingen numre bliver slettet.
    [one] Ét nummer bliver slettet:
   *[other] { $count } numre bliver slettet:
}
supervisor-void-means = Numre ved en skranke bliver stående. En sletning kan ikke fortrydes.
supervisor-void-do = { $count ->
    [0] Slet numre
    [one] Slet ét nummer
   *[other] Slet { $count } numre
}
supervisor-void-done = { $count ->
    [0] Ingen numre blev slettet.
    [one] Ét nummer er slettet.
   *[other] { $count } numre er slettet.
}

# What is wrong with the office's running, and what an administrator does about it.
supervisor-not-ready-starting = Kontoret er ved at starte.
supervisor-not-ready-stopped = Kontoret er stoppet og giver ingen numre. Se i serverens log, og start den igen.
supervisor-not-ready-not-opened = Kontorets hovedbog kan ikke bruges. Kontoret giver ingen numre. Se serverens besked:
supervisor-not-ready-clock-at-start = Serverens ur passer ikke med hovedbogen. Kontoret giver ingen numre. Stil uret, og start serveren igen. Passer uret, så start med --accept-clock.
supervisor-not-ready-disk-full = Serverens disk er fuld. Frigør plads, så går kontoret videre af sig selv.
supervisor-not-ready-clock-behind = Serverens ur er stillet tilbage. Tiden står stille her, til uret passer.
supervisor-not-ready-clock-far-ahead = Serverens ur er sprunget langt frem og bliver ikke fulgt. Stil uret.
supervisor-setup-refused = Opsætningen kan ikke bruges, og den tidligere gælder. Ret den, og kør «mintur reload». Serverens besked:
supervisor-setup-refused-time-zone-fixed = Opsætningen har en anden tidszone end hovedbogen, og den tidligere gælder. Sæt tidszonen tilbage, eller begynd med en ny hovedbog.
supervisor-setup-refused-desk-in-use = Opsætningen mangler skranke { $desk }, som er i brug, og den tidligere gælder. Luk skrankens friholdte tider, og kør «mintur reload».
supervisor-configuration-refused = Konfigurationen har en fejl, og den tidligere gælder. Ret filen, og kør «mintur reload».
supervisor-untranslated = { $count ->
    [one] En tekst er ikke oversat: læsere får de danske ord.
   *[other] { $count } tekster er ikke oversat: læsere får de danske ord.
}
supervisor-access-refused = Adgangsfilen kan ikke bruges, og den tidligere gælder. Ret den, og kør «mintur reload». Serverens besked:
supervisor-certificate-refused = Det nye certifikat kan ikke bruges, og det tidligere gælder til { $day } kl. { $time }. Ret filerne, og kør «mintur reload». Serverens besked:
supervisor-certificate-ends-soon = Serverens certifikat udløber { $day } kl. { $time }. Forny det inden da.
supervisor-certificate-ends-tomorrow = Serverens certifikat udløber { $day } kl. { $time }. Derefter kan ingen skærm åbnes. Forny det nu.
supervisor-certificate-ended = Serverens certifikat udløb { $day } kl. { $time }. Skærme og telefoner afviser serveren. Forny det nu.
supervisor-certificate-not-yet = Serverens certifikat gælder ikke endnu. Passer serverens ur?
supervisor-clock-jump = Serverens ur sprang { $minutes } minutter frem til kl. { $to }. Viser skærmene en forkert tid, så bed it-afdelingen om at stille uret.
supervisor-board-silent = { $board } må ikke spille lyd. Rør skærmen én gang, eller giv dens browser lov til lyd.

supervisor-page-closures = Lukket
supervisor-date = Dato
supervisor-at = kl. { $time }
supervisor-absences-heading = Skranker uden medarbejder
supervisor-absences-help = Ingen får lovet tid ved skranken imens. Du ser først, hvem det rammer.
supervisor-absences-none = Alle skranker regnes med.
supervisor-absence-desk = Skranke { $desk }
supervisor-absence-time = fra { $from } til { $to }
supervisor-absence-back = Er her igen
supervisor-absence-from = Fra
supervisor-absence-to = Til
supervisor-absence-now = Nu
supervisor-absence-later = Senere
supervisor-special-heading = Lukkedage og andre åbningstider
supervisor-special-help = Dagen følger ikke ugens åbningstid. Også i dag: vælg, hvornår I lukker.
supervisor-special-none = Alle dage følger ugens åbningstid.
supervisor-special-kind = Lukket eller åbent
supervisor-special-closed = Lukket
supervisor-special-open = Åbent
supervisor-special-period = Åbningstid { $index }
supervisor-special-add-period = Lukket midt på dagen? Tilføj en åbningstid mere
supervisor-special-remove = Som andre uger
supervisor-special-proposed = Helligdage, hvor I efter ugens plan har åbent
supervisor-special-proposed-help = Vælg dem, hvor I holder lukket.
supervisor-special-close = Hold lukket
supervisor-closures-done = Det er gemt, og alle skærme følger det.
supervisor-closures-nothing = Her ser du, hvem det rammer, før du siger ja.
supervisor-closure-fault-reversed = Slut skal være efter start.
supervisor-closure-fault-overlapping = De to åbningstider overlapper hinanden.
supervisor-holiday-new-years-day = nytårsdag
supervisor-holiday-maundy-thursday = skærtorsdag
supervisor-holiday-good-friday = langfredag
supervisor-holiday-easter-sunday = påskedag
supervisor-holiday-easter-monday = 2. påskedag
supervisor-holiday-ascension-day = Kristi himmelfartsdag
supervisor-holiday-whit-sunday = pinsedag
supervisor-holiday-whit-monday = 2. pinsedag
supervisor-holiday-constitution-day = grundlovsdag
supervisor-holiday-christmas-eve = juleaftensdag
supervisor-holiday-christmas-day = juledag
supervisor-holiday-second-christmas-day = 2. juledag
supervisor-holiday-new-years-eve = nytårsaftensdag
supervisor-refusal-unknown-special-day = Dagen følger allerede ugens åbningstid.
supervisor-refusal-unknown-absence = Det er allerede ophævet.
supervisor-event-special-day-closed = Lukket den { $date }.
supervisor-event-special-day-open = Andre åbningstider den { $date }: { $hours }.
supervisor-event-special-day-removed = Ugens åbningstid gælder igen den { $date }.
supervisor-event-absence-planned = Skranke { $desk } er uden medarbejder kl. { $start }–{ $end }.
supervisor-event-absence-of-days = Skranke { $desk } er uden medarbejder fra { $from } til { $to }.
supervisor-event-absence-cancelled = Skranke { $desk } er bemandet igen.
supervisor-look-whom = Se, hvem det rammer
# Screens: how each is doing, letting one in by its code, and taking its access away.
supervisor-screens-heading = Skærme
supervisor-screens-none = Ingen skærm er godkendt endnu.
supervisor-screen-now = Lige nu
supervisor-screen-approved = Godkendt
supervisor-screen-open = Viser sin side
supervisor-screen-never = Ikke set endnu
supervisor-screen-away = Ikke set siden { $when }.
supervisor-screen-silent = Må ikke spille lyd. Rør skærmen én gang.
supervisor-screen-old-page = Viser en gammel udgave. Genindlæs siden.
supervisor-screen-revoked = Uden adgang siden { $when }
supervisor-screen-when = { $day } { $clock }
supervisor-screen-by = af { $who }
supervisor-screen-in-file = I adgangsfilen, og ændres der
supervisor-screen-outages = { $count ->
    [one] Væk én gang
   *[other] Væk { $count } gange
}
supervisor-screen-outage = { $from }: væk i { $length }
supervisor-screen-revoke = Fjern adgang
supervisor-revoke-heading = Fjern adgangen fra { $device }?
supervisor-revoke-means = Skærmen lukker med det samme. Den viser en ny kode, så den kan godkendes igen.
supervisor-pair-heading = Godkend en skærm
supervisor-pair-how = En ny skærm viser en kode. Skriv den her.
supervisor-pair-code = Skærmens kode
supervisor-pair-look = Find skærmen
supervisor-pair-screen-kiosk = en stander
supervisor-pair-screen-board = en tavle
supervisor-pair-screen-desk = en skærm til en skranke
supervisor-pair-found = Koden er fra { $screen }.
supervisor-pair-asked = Den bad om koden { $when } fra adressen { $address }.
supervisor-pair-name = Navn
supervisor-pair-name-hint = Skriv, hvor den står, for eksempel »indgang«.
supervisor-pair-name-is = Den kommer til at hedde »{ $name }«.
supervisor-pair-do = Godkend
supervisor-pair-replace = Erstat den gamle
supervisor-pair-done = { $device } er godkendt og åbner nu.
supervisor-refusal-unknown-pairing = Ingen skærm viser den kode. Den gælder i ti minutter. Se på skærmen igen.
supervisor-refusal-pairing-code-used = Koden er brugt. Skærmen viser en ny, hvis den stadig mangler adgang.
supervisor-refusal-pairing-is-for-other-screen = Skærmen viser nu en anden side. Find den igen.
supervisor-refusal-device-name-taken = Der er en skærm med det navn. Vælg et andet, eller erstat den.
supervisor-refusal-unknown-device = Skærmen findes ikke mere. Se på listen igen.
