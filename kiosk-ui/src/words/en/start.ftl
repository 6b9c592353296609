# The start page of a demo: its screens, with one sentence each.

start-title = Try Mintur
start-demo = This is a demo.
start-clock = Nobody here is real. The demo's own clock says { $time }, { $day }.
start-lively = Invented companions come, and invented clerks call them. Press a button at a desk, and it is yours for 10 minutes.
start-kiosk = Kiosk
start-kiosk-more = Citizen and companion get a number and a time here. The companion's code is { $code }.
start-phone = Phone
start-phone-more = Take a number at the kiosk and scan the code. Then you can follow the number.
start-board = Board
start-board-more = Everybody in the hall sees here who is called.
start-desk = Desk { $desk }
start-desk-more = The clerk calls the next one here, and sees what to do.
start-supervisor = The day
start-supervisor-more = The supervisor sees the whole day here, and keeps time free.
start-report = Report
start-report-more = What the scheme achieved and what it cost.
start-busy = How busy is it now?
start-busy-more = Everybody sees here how many are waiting, before setting out.
