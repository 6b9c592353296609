# The board on the wall. Few words, read from eight metres.

board-title = Now calling
board-title-earlier = Last called
board-number = Number
board-desk = Desk
board-place = Go to
board-direction-left = Go left
board-direction-right = Go right
board-direction-ahead = Go straight ahead
board-nobody = Your number appears here when you are called.
board-waiting = Waiting
board-waiting-nobody = Nobody is waiting now.
board-waiting-more = and { $count } more
board-window = { $earliest }–{ $latest }
board-window-none = first free time
# Spoken after the chime.
board-say = Number { $number }. Desk { $desk }.
board-say-place = Number { $number }. Go to { $desk }.
board-closed = We are closed.
board-opens-today = We open at { $time }.
board-opens-day = We open on { $day } at { $time }.
board-silent-title = The board has had no news since { $time }.
board-silent-text = Your number still counts. Ask the staff if you are in doubt.
