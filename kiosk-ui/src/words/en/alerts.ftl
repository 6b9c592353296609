# When the supervisor's screen alerts, and what it says then.
alerts-title = Alert me
alerts-help = When help is not answered after
alerts-risk = When promises are at risk
alerts-kiosk = When a kiosk has been away for
alerts-wait = When someone has waited for
alerts-minutes = { $count } min
alerts-promises =
    { $count ->
        [one] 1 promise
       *[other] { $count } promises
    }
alerts-never = Never
alerts-sound = With a sound
alerts-tab = On the browser's tab
alerts-answer = I have seen it
alerts-said-help = Someone asked for help at { $time }, and nobody has answered.
alerts-said-risk =
    { $count ->
        [one] One promise is at risk.
       *[other] { $count } promises are at risk.
    }
alerts-said-kiosk = { $device } does not answer.
alerts-said-wait = Someone has been waiting since { $time }.
