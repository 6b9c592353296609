# How accurate the shown windows were, on the supervisor's screen.

windows-title = Expected windows:
windows-held = { $held } % of { $given } held. The aim is { $aim } %. They were { $minutes } minutes wide on average.
windows-few = too little data ({ $visits } of { $needed } visits). Citizens see the promise.
windows-soon = too little data ({ $given } of { $needed } windows shown).
