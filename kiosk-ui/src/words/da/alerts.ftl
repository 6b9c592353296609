# When the supervisor's screen alerts, and what it says then.
alerts-title = Giv mig besked
alerts-help = Når hjælp ikke er besvaret efter
alerts-risk = Når løfter er i fare
alerts-kiosk = Når en kiosk har været væk i
alerts-wait = Når nogen har ventet i
alerts-minutes = { $count } min.
alerts-promises =
    { $count ->
        [one] 1 løfte
       *[other] { $count } løfter
    }
alerts-never = Aldrig
alerts-sound = Med en lyd
alerts-tab = På browserens fane
alerts-answer = Jeg har set det
alerts-said-help = Nogen bad om hjælp kl. { $time }, og ingen har svaret.
alerts-said-risk =
    { $count ->
        [one] Ét løfte er i fare.
       *[other] { $count } løfter er i fare.
    }
alerts-said-kiosk = { $device } svarer ikke.
alerts-said-wait = Én har ventet siden kl. { $time }.
