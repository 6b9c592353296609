# How the windows that were given turned out, on the supervisor's screen.

windows-title = Forventede tidsrum:
windows-held = { $held } % af { $given } holdt. Målet er { $aim } %. De var { $minutes } minutter brede i snit.
windows-few = for få data ({ $visits } af { $needed } besøg). Borgerne ser løftet.
windows-soon = for få data ({ $given } af { $needed } sagte tidsrum).
