# Opfølgningsrapporten: læses af ledelsen, på skærm og papir.
report-title = Opfølgning: MitID uden tidsbestilling
report-begins-late = Hovedbogen begynder { $first }. Dagene før er ikke med i tallene.
report-period = { $from } til { $to } · { $days ->
    [one] 1 åben dag
   *[other] { $days } åbne dage
}
report-percent = { $value } %
report-from-to = { $low } til { $high }
report-minutes = { $value } min.
report-minutes-unit = minutter
report-hours = { $value } timer
report-kroner = { $value } kr.
report-too-little = for få til at vise
report-interval = 95 %: { $low }–{ $high } · antal { $n }
report-no-interval = antal { $n } · for få dage til at sige, hvor sikkert det er
report-points = { $value } procentpoint

report-from = Fra
report-to = Til
report-show = Vis
report-month-before = Måneden før
report-month-after = Måneden efter
report-print = Udskriv eller gem som PDF
report-xlsx = Hent regneark
report-csv = Hent CSV
report-file-failed = Filen kunne ikke hentes. Prøv igen.
report-problem-period-has-no-data = Der er ikke skrevet noget ned i den periode. Vælg en anden.
report-problem-period-is-reversed = Perioden slutter, før den begynder. Byt om på datoerne.
report-problem-period-is-ahead = Perioden er ikke begyndt endnu. Vælg en, der er.
report-problem-report-is-being-made = Rapporten bliver lavet. Den viser sig her om lidt.
report-problem-unauthorized = Siden er logget ud. Åbn den igen fra sin adresse.
report-problem-unreachable = Serveren svarede ikke. Prøv igen om lidt.
report-problem-other = Rapporten kunne ikke vises. Vælg en anden periode, eller prøv igen.

report-purpose = 1. Formål og målgruppe
report-purpose-text = Tidsbestilling virker for de fleste. Men nogle borgere kan ikke planlægge så langt frem. De kan komme uden tid sammen med en ledsager, for eksempel en mestringsvejleder. Borgerservice holder tid fri til dem. Målet er, at de får MitID samme dag, og at ingen med en aftale kommer til at vente.
report-trial-line = Prøvehandlingen: { $hypothesis } Initiativpligten ligger hos { $owner }.
report-short = Kort fortalt
report-tile-citizens = Borgere betjent
report-tile-citizens-text = ud af { $came }, der kom uden tid
report-tile-mitid = Fik MitID
report-tile-mitid-text = af de betjente.
report-tile-saved = Sparet for ledsagerne
report-tile-saved-text = { $fte } årsværk à { $hours } timer. Før: { $owner }.
report-tile-cost = Omkostning pr. borger
report-tile-cost-text = Det går i nul, når en sparet time er { $even } kr. værd.
report-tile-cost-missing = Omkostningen eller besparelsen er ikke kendt endnu.
report-tile-harm = Aftaler, vi gik ind over
report-tile-harm-text = ud af { $bookings } aftaler, i alt { $late } minutter
report-tile-harm-few = ud af { $bookings } aftaler
report-tile-harm-none = Tidsbestillingen havde ingen aftaler i perioden.
report-tile-wait = Ventetid
report-tile-wait-text = Fire ud af fem ventede ikke længere. Halvdelen ventede højst { $half }
report-done = 2. Hvad der er gjort, og hvordan det er målt
report-done-text = På { $days } { $days ->
    [one] åben dag
   *[other] åbne dage
 } blev { $held } timer holdt fri til det sidste. Heraf blev { $used } timer brugt. { $released } timer gik i god tid tilbage til almindelig bestilling. Medarbejderne sad { $clerk } timer med borgerne.
report-baseline-line = Situationen før: { $text }
report-baseline-none = ikke oplyst endnu. Den skrives under Prøvehandlinger.
report-hours-line = Nu bruger en ledsager { $hours } timer pr. borger ({ $sure }).
report-advice = 3. Anbefaling
report-advice-stop = Stop. { $reason }
report-advice-adjust = Justér. { $reason }
report-advice-scale = Udbred. { $reason }
report-advice-no-trial = I perioden er der ingen prøvehandling i gang, så der er intet at anbefale ud fra. Skriv hypotese og mål først.
report-advice-too-little-data = For få data til at beslutte. Fortsæt, og se igen ved næste opfølgning.
report-advice-reached = Alle mål er nået, også når usikkerheden regnes med. Det taler for at udbrede. Beslutningen er ikke taget endnu.
report-advice-not-sure-yet = Det er ikke sikkert endnu, om alle mål er nået. Fortsæt, og se igen ved næste opfølgning.
report-advice-not-reached = Mindst ét mål er ikke nået. Det taler for at justere eller stoppe. Beslutningen er ikke taget endnu.
report-advice-from = Fra prøvehandlingen «{ $hypothesis }», { $from } til { $to }.

report-results = 4. Resultater
report-figure = Tal
report-value = Værdi
report-sureness = Så sikkert er det
report-outcomes-title = Sådan endte besøgene
report-outcomes-text = Det hyppigste udfald er «{ $most }»: { $count } besøg.
report-weeks-title = Gennemsnitlig ventetid uge for uge
report-weeks-text = Fra { $first } minutter i første uge til { $last } minutter i den sidste, over { $weeks } uger.
report-wait = Ventetid
report-class = Klasse
report-class-heading = Ventetid for hver klasse
report-class-title = Så længe ventede hver klasse, minutter
report-class-ordinary = Almindelig
report-class-raised = Haster
report-class-half = halvdelen højst
report-class-nine-of-ten = ni ud af ti højst
report-class-text = { $class }: Halvdelen ventede højst { $half } minutter, ni ud af ti højst { $most }.
report-class-visits = { $n } kald
report-class-too-few = En klasse har færre end fem ventetider. Derfor vises ingen af dem for sig.
report-weekdays-title = Ugen: friholdt og brugt tid pr. åben dag, minutter
report-weekdays-text = Flest kommer { $day }: { $citizens } borgere pr. åben dag. Der er { $held } friholdt og { $used } brugt.
report-weekdays-text-few = For få borgere til at vise, hvilken dag der kommer flest. Bjælkerne er friholdt og brugt tid.
report-weekday = Ugedag
report-weekday-held = { $day }, friholdt
report-weekday-used = { $day }, brugt
report-weekday-held-column = Friholdt, min
report-weekday-used-column = Brugt, min
report-changes = Regler, der blev ændret undervejs. Bogstaverne står over kurven.
report-change-policy = reglerne for køen
report-change-plan = planen for friholdt tid
report-setting = { $setting }: fra { $from } til { $to }
report-setting-reserved-minutes = Friholdt tid om ugen
report-ratings-text = De er spurgt, som har deres nummer på telefonen. Svarene gemmes fem ad gangen og uden nummer.
report-heard = Det, numrene ikke viser
report-inquiries-text = De fik svar uden at tage et nummer og er ikke med i andre tal.
report-units = Status for hver enhed
report-units-text = Enheden er ledsagerens. Tal under 5 vises ikke. Nogle gange skjules et tal mere, så det lille ikke kan regnes ud.

report-no-harm = 5. Er nogen kommet til at vente?
report-no-harm-text = Borgere med en aftale skal ikke mærke ordningen. Her er de minutter, hvor en af vores sager stadig sad i skranken, da en aftale skulle begynde.
report-delay-title = Forsinkelse pr. aftale: al forsinkelse før, og det, ordningen lægger til nu
report-delay-title-alone = Forsinkelse pr. aftale, som ordningen lægger til
report-delay-before = Før: al forsinkelse, oplyst
report-delay-ours = Nu: kun fra ordningen, målt
report-delay-text = De to bjælker måler ikke det samme. Den stribede er al forsinkelse før ordningen, uanset grund, sådan som den er oplyst: { $before } minutter pr. aftale. Den anden er kun den del, der nu kommer fra ordningen, målt i hovedbogen: { $ours } minutter pr. aftale. Al forsinkelse nu kendes ikke, for kalenderen siger ikke, hvornår en borger med aftale blev kaldt.
report-delay-text-before = Bjælken er al forsinkelse før ordningen, uanset grund, sådan som den er oplyst: { $before } minutter pr. aftale. Hvad ordningen giver nu, er der for få tilfælde til at vise.
report-delay-text-alone = Bjælken er kun den del, der kommer fra ordningen, målt i hovedbogen: { $ours } minutter pr. aftale. Al forsinkelse nu kendes ikke, for kalenderen siger ikke, hvornår en borger med aftale blev kaldt.
report-delay-no-before = Forsinkelsen før ordningen er ikke oplyst. Den skrives under Prøvehandlinger.
report-late-minutes = i alt { $value } minutter
report-bookings-lost-how = friholdt tid delt med { $minutes } minutter, periodens gennemsnitlige aftale

report-economy = 6. Økonomi
report-economy-missing = Økonomien kan ikke regnes ud endnu:
report-missing-companion-hours-before = Ledsagernes timer før ordningen er ikke oplyst.
report-missing-companion-hours-after = Færre end fem ledsagere til en borger, der fik MitID, har sagt, hvor lang tid det tog.
report-missing-companion-days = Ledsagerne har svaret på færre end fem dage. Så ved ingen, hvor sikkert gennemsnittet er.
report-missing-cost = Ordningens omkostning er ikke oplyst.
report-missing-citizens = Færre end fem borgere har fået MitID sammen med en ledsager.
report-missing-time = Perioden er lige begyndt.
report-loss = Målt: et tab på { $loss } timer for ledsageren pr. borger, der fik MitID.
report-loss-or-saving = Målt: mellem { $loss } timers tab og { $saving } timers besparelse for ledsageren pr. borger.
report-saved-how = timer før, minus timer nu, når borgeren fik MitID sammen med en ledsager
report-owner-units = Gevinstejer: ledsagernes enheder
report-mitid-accompanied-how = kun deres timer regnes som sparet
report-fte-of = Et årsværk er her { $hours } timer.
report-fte-assumed = Timetallet pr. årsværk er ikke oplyst. 1.075 timer passer med alle afrundede tal i den oprindelige business case.
report-year-like-this = hvis hele året var som perioden: { $citizens } borgere
report-cost-in-period = Omkostning i perioden
report-cost-how = årets omkostning, fordelt på dage. Bæres af Borgerservice
report-break-even-how = omkostning delt med sparede timer
report-cost-per-citizen-how = årets omkostning delt med borgere, der fik MitID med ledsager
report-present-value = Nutidsværdi over { $years } år, { $rate } % om året, når en time er { $hour } kr. værd
report-fee-how = { $fee } kr. stykket
report-fee-owner = Gevinstejer: borgerne
report-indirect = Den afledte effekt i andre afdelinger er ikke målt her og ikke lagt til. En borger, der også sparer timer dér, ville ellers kunne tælle to gange.
report-sensitivity = 7. Følsomhed
report-sensitivity-title = Hvad flytter resultatet mest? Årsværk pr. år
report-sensitivity-text = Mest flytter «{ $first }». Én forudsætning ad gangen, de andre på deres midte.

report-trials = 8. Prøvehandlinger
report-no-trials = Ingen prøvehandling er begyndt.
report-trial-facts = { $owner }: { $change }. Fra { $from }, sammenlignet til og med { $to }. { $state }.
report-trial-afterwards = Skrevet ned bagefter, { $day }. Da var den allerede begyndt. Hypotesen vejer mindre, når man kan have set svaret først.
report-trial-before = «Før» er de åbne dage fra { $from } til { $to }.
report-trial-before-cut = Der kørte en anden prøvehandling før denne: «{ $other }» Dens dage og dagene før den er ikke regnet med.
report-trial-before-none = Der er ingen åbne dage at sammenligne med.
report-trial-baseline-overlaps = Den oplyste situation før er fra { $from } til { $to }. Det går ind over denne prøvehandling. Derfor er de tal ikke kun fra tiden før.
report-trial-planned = Planlagt
report-trial-running = Er i gang
report-trial-awaits-decision = Er slut og venter på en beslutning
report-trial-decided = Er afgjort
report-decision-stop = Stop
report-decision-adjust = Justér
report-decision-scale = Udbred
report-target = Mål
report-before = Før
report-during = Under
report-difference = Forskel (95 %)
report-seen = Nået?
report-seen-reached = Ja
report-seen-not-sure-yet = Ikke sikkert endnu
report-seen-not-reached = Nej
report-seen-too-little-data = For få data
report-trial-chart = { $measure }, uge for uge
report-trial-begins = start
report-target-line = mål { $value }
report-series = Da prøvehandlingen begyndte, flyttede niveauet sig { $level } (95 %: { $low } til { $high }), ud fra { $before } uger før og { $during } uger efter.
report-series-too-little = Der er for få uger til at skille prøvehandlingen fra det, der var på vej alligevel. Det kræver otte uger før og otte efter.
report-weeks-suppressed = En uge er ikke vist, når en til fire borgere eller aftaler faldt udenfor eller indenfor andelen. Ellers kunne man se dem.
report-trial-changes = Undervejs blev dette også ændret, og det kan være det, man ser:

report-gains = 9. Andre gevinster
report-gains-note = Det er, hvad ordningen skal give. Kun det, der står tal ved, er målt.
report-gains-text =
    Borgeren skal kunne få hjælp, når de kommer, sammen med en, de kender. Betjent i perioden: { $served }.
    MitID skal åbne for konto, bolig, sundhed og post og være et skridt til at klare sig selv. Det er ikke målt her.
    Ledsageren skal på forhånd kunne vide, hvornår det bliver deres tur. Løfter holdt i perioden: { $kept }.
report-risks = 10. Risici og bivirkninger
report-risks-note = Det kan gå galt eller gøre tallene usikre.
report-risks-text =
    Friholdt tid, som ingen bruger, kunne have været en aftale. I perioden: { $unused } timer; brugt { $used }.
    Timerne før ordningen er oplyst og ikke målt. Er de for høje, er besparelsen mindre.
    Ledsagerens timer nu kommer fra dem, der svarede: { $answers } svar. De andre kan være anderledes.
    Flere kan komme, når ordningen bliver kendt. Så skal der mere tid til, ellers vokser ventetiden.
report-equality = 11. Ligebehandling
report-equality-note = Sådan er ordningen sat op. Om den virker sådan, må kontoret selv følge.
report-equality-text =
    Alle får nummer fra samme række og vises på samme tavle. Tavlen siger ikke, hvem der kom uden tid.
    Den interne bopælsattest er ikke til udlevering. Derfor er der intet gebyr, og reglen om gebyr er ens for alle.
    Regler for rækkefølge er skrevet ned og ens for alle. Hver beslutning gemmer sin grund.
report-appendix = 12. Bilag: uge for uge
report-weeks-more = Kun de sidste 60 af { $weeks } uger er vist. Alle er i regnearket.
report-method = Metode
report-method-text =
    Alle tal kommer fra hovedbogen, hvor hver hændelse står. Klik på et tal for at se dem.
    Gennemsnit: 95 % fra 1.000 gentagne lodtrækninger af hele dage (bootstrap, frø 2026).
    Andele: Wilsons interval. «Ni ud af ti»: ordnede værdier.
    Et tal fra færre end fem vises ikke, og heller ikke et, som det kunne regnes ud af. Under fem dage siger vi ikke, hvor sikkert et tal er, og regner ikke videre på det.
    Ventetid er fra køen begyndte til første kald.
    Forsinkelse fra os er tiden fra en aftales start, til vores sag forlod skranken. Forsinkelse, der spreder sig videre, måles ikke.
    Sparede timer: (timer før − timer nu) × borgere, der fik MitID sammen med en ledsager. Årsværk: timer delt med timer pr. årsværk.

report-follow = Vis hændelserne
report-evidence = Hændelserne bag: { $label }
report-evidence-total = { $total } hændelser. De første { $shown } er her.
report-evidence-all = Alle hændelsers numre
report-evidence-failed = Hændelserne kunne ikke hentes. Prøv igen.
report-evidence-suppressed = Færre end fem ligger bag, eller tallet kan røbe et, der er så lille. Derfor vises hændelserne ikke. Vælg en længere periode.
report-event-number = Nummer i hovedbogen
report-event-when = Hvornår
report-event-kind = Hændelse
report-close = Luk
