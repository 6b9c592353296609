# How the person at a screen is reminded of what waits for them.
reminder-title = Reminder
reminder-after = Remind me after
reminder-never = Never
reminder-seconds = { $seconds } seconds
reminder-sound = With a sound
reminder-tab = On the browser's tab
