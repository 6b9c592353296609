# How the person at a screen is reminded of what waits for them.
reminder-title = Påmindelse
reminder-after = Mind mig om det efter
reminder-never = Aldrig
reminder-seconds = { $seconds } sekunder
reminder-sound = Med en lyd
reminder-tab = På browserens fane
