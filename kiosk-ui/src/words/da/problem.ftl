# What is wrong with a request to the programs' door, for whoever reads the answer.

problem-field-unknown = { $at }feltet `{ $name }` findes ikke. Felterne er { $known }.
problem-field-unknown-none = { $at }feltet `{ $name }` findes ikke. Her er ingen felter.
problem-field-missing = { $at }feltet `{ $name }` mangler.
problem-field-twice = { $at }feltet `{ $name }` står to gange.
problem-field-number = { $at }skriv et tal.
problem-field-one-of = { $at }skriv en af disse: { $known }.
problem-field-expected = { $at }værdien passer ikke. Her skal stå: { $expected }.
problem-field-wrong = { $at }værdien kan ikke læses.
problem-field-never = { $at }værdien må ikke stå her.
problem-cost = { $field }: skriv et tal fra { $least } til { $most }. Tallet er timer for en medarbejder.
problem-date = { $field }: skriv en dato som 2026-03-03.
problem-month = month: skriv en måned som 2026-03.
problem-period-which = Skriv en måned (month=2026-03), eller både from og to (2026-03-01).
problem-period-reversed = Perioden slutter, før den begynder. Byt om på de to datoer.
problem-period-ahead = Perioden ligger i fremtiden. I dag er { $today }.
problem-period-too-long = Perioden er for lang. Den må højst være { $years } år.
problem-period-empty = Der er intet fra denne periode.
problem-period-before = Der er intet fra denne periode. Kontorets første dag er { $first }.
problem-period-begins-late = Kontorets første dag er { $first }. Dagene før er ikke med i tallene.
problem-figure-which = Skriv hvilket tal: { $known }.
problem-figure-untold = Der er for få bag tallet til at vise det. Vælg en længere periode.
problem-figure-unknown = Det tal findes ikke. Tallene er { $known }.
problem-limit = limit: skriv et tal fra 1 til { $most }.
problem-report-is-being-made = Alle dage bliver læst for første gang. Spørg igen om lidt.
problem-advice-under-way = Dagene bliver stadig spillet. Spørg igen om lidt.
problem-unauthorized = Send en adgangsnøgle til kontoret som «Authorization: Bearer …».
problem-forbidden = Rollen { $role } må ikke dette. Det må: { $roles }.
problem-busy = Kontoret har for mange forespørgsler. Prøv igen om et sekund.
problem-too-slow = Svaret tog mere end 10 sekunder. Prøv igen.
problem-internal = Serveren lavede en fejl. Intet er ændret. Fejlen står i serverens log.
