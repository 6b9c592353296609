# Advice on capacity, on the supervisor's screen.

advice-heading = Råd om friholdt tid
advice-intro = Hver plan spilles igennem de samme mange dage. Intet bliver ændret, før du siger ja.
advice-turned-away = En borger, der må gå igen, koster
advice-waiting = En times ventetid koster
advice-unused = En times ubrugt skranketid koster
advice-hours = timer
advice-reckon = Regn igen
advice-reckoning = Regner: { $percent } %
advice-too-little = For få data: { $seen } åbningsdage er set. Råd begynder ved { $needed }.
advice-never-open = Kontoret har ingen åbningstid. Derfor er der intet råd.
advice-weekdays = Ugens dage
advice-day-monday = Mandag
advice-day-tuesday = Tirsdag
advice-day-wednesday = Onsdag
advice-day-thursday = Torsdag
advice-day-friday = Fredag
advice-day-saturday = Lørdag
advice-day-sunday = Søndag
advice-week = Ugen: hvem der kommer, og hvad der er friholdt
advice-week-title = Borgere og friholdt tid, dag for dag
advice-week-text = Der ventes { $come } borgere på ugen. Planen nu har plads til { $now }, rådet til { $advised }. Stregen viser, hvor ni ud af ti dage ligger. Stribet er friholdt tid, talt i ærinder af sædvanlig længde.
advice-week-come = { $day }, ventet
advice-week-now = { $day }, friholdt nu
advice-week-now-column = friholdt nu
advice-week-advised = { $day }, råd
advice-week-advised-column = råd
advice-week-day = Dag
advice-week-come-column = ventet
advice-week-between = ni ud af ti dage
advice-gaps = { $gaps ->
    [0] ingen tider
    [1] 1 tid
   *[other] { $gaps } tider
}
advice-expected = ventet { $expected }, mellem { $least } og { $most }
advice-holiday = { $date } er helligdag. Rådet gælder en almindelig dag.
advice-plan-none = ingen friholdt tid
advice-plan-present = planen nu, { $gaps ->
    [0] ingen tider
    [1] 1 tid
   *[other] { $gaps } tider
}
advice-plan-spread = { $gaps } × { $minutes } min, jævnt fordelt, { $hold ->
    [soft] blød
   *[other] fast
}
advice-plan-two = { $gaps } × { $minutes } min, før frokost og sent, { $hold ->
    [soft] blød
   *[other] fast
}
advice-is-best = ✓ { $plan }
advice-sentence = Billigst er { $plan }. Så går { $away } borgere forgæves om dagen, mod { $none } uden friholdt tid. De andre venter { $wait } minutter. { $unused } minutter står ubrugt.
advice-second = Den næstbedste er { $plan }. { $sure ->
    [yes] Den koster { $hours } timer mere om dagen (fra { $low } til { $high }).
   *[no] Der er ingen sikker forskel på pris.
}
advice-against-present = { $sure ->
    [yes] Planen nu koster { $hours } timer mere om dagen end rådet (fra { $low } til { $high }).
   *[no] Der er ingen sikker forskel på prisen for rådet og planen nu.
}
advice-edge = Ingen plan med mere friholdt tid er prøvet. Måske er en endnu større billigere.
advice-curve-name = bedste planer
advice-curve-title = { $day }: borgere eller skranketid
advice-curve-text = Hvert punkt er en plan. Jo mere tid der står ubrugt, jo færre må gå igen. Rådet er { $plan }.
advice-curve-x = minutter tabt om dagen
advice-curve-y = borgere, der må gå igen, om dagen
advice-mark-best = råd
advice-mark-present = nu
advice-column-plan = Plan
advice-column-turned-away = Må gå igen
advice-column-wait = Ventetid, min
advice-column-unused = Ubrugt, min
advice-column-released = Givet tilbage, min
advice-column-bookings = Tabte aftaler
advice-column-cost = Pris, timer
advice-failed-heading = Dage, hvor rådet ikke havde slået til
advice-failed-none = Ingen af de { $days } dage, vi har set.
advice-failed-some = { $failed } af de { $days } dage, vi har set:
advice-failed-day = { $date }: { $came } kom, { $away } måtte gå igen
advice-propose-heading = Se, hvad rådet gør ved ugeplanen
advice-propose-text = Du ser virkningen på ugeplanen først. Derefter siger du ja eller nej.
advice-propose = Vis virkningen
advice-assumes = Det bygger rådet på
advice-assumes-days = { $seen } åbningsdage er set, helligdage ikke talt med. Hver plan er spillet i { $played } dage.
advice-assumes-full = Al anden skranketid er booket.
advice-assumes-absent = { $percent } % af aftalerne falder væk samme dag. Den tid bliver lånt ud.
advice-assumes-come = Borgerne kommer med de samme ærinder og på de samme tider som før. Gamle uger tæller mindre.
advice-assumes-unseen = Den, der blev afvist uden at få et nummer, er ikke talt med.
advice-assumes-half = Tid, der bliver givet tilbage i tide, er halvt så dyr som ubrugt tid.
advice-assumes-seed = Lodtrækningens tal er { $seed }. Det samme tal giver det samme råd.
advice-lengths = Hvor længe ærinder tager
advice-lengths-text = Få besøg flytter tallet lidt, mange flytter det helt.
advice-lengths-errand = Ærinde
advice-lengths-papers = Papirer
advice-lengths-visits = Besøg
advice-lengths-configured = Indstillet
advice-lengths-learned = Lært
advice-lengths-likely = Ni af ti inden for
advice-photo = med billed-ID
advice-no-photo = uden billed-ID
advice-interpreter = med tolk
advice-minutes = { $minutes } min
