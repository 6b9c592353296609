# The start page of a demo: its screens, with one sentence each.

start-title = Prøv Mintur
start-demo = Det her er en demo.
start-clock = Her er ingen rigtige mennesker. Demoens eget ur viser kl. { $time }, { $day }.
start-lively = Opdigtede ledsagere kommer, og opdigtede medarbejdere kalder. Trykker I på en knap ved en skranke, er den jeres i 10 minutter.
start-kiosk = Stander
start-kiosk-more = Her får borger og ledsager et nummer og en tid. Ledsagerens kode er { $code }.
start-phone = Telefon
start-phone-more = Tag et nummer på standeren, og scan koden. Så kan I følge nummeret.
start-board = Tavle
start-board-more = Her ser alle i salen, hvem der bliver kaldt.
start-desk = Skranke { $desk }
start-desk-more = Her kalder medarbejderen den næste og ser, hvad der skal ske.
start-supervisor = Dagen
start-supervisor-more = Her ser lederen hele dagen og holder tid fri.
start-report = Opfølgning
start-report-more = Her står, hvad ordningen gav og kostede.
start-busy = Hvor travlt er der nu?
start-busy-more = Her ser alle, hvor mange der venter, før de tager af sted.
