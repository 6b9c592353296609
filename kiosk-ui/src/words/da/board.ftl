# The board on the wall. Few words, read from eight metres.

board-title = Nu kaldes
board-title-earlier = Sidst kaldt
board-number = Nummer
board-desk = Skranke
board-place = Gå til
board-direction-left = Gå til venstre
board-direction-right = Gå til højre
board-direction-ahead = Gå ligeud
board-nobody = Her ser I jeres nummer, når I bliver kaldt.
board-waiting = Venter
board-waiting-nobody = Ingen venter lige nu.
board-waiting-more = og { $count } til
board-window = kl. { $earliest }–{ $latest }
board-window-none = første ledige tid
# Spoken after the chime.
board-say = Nummer { $number }. Skranke { $desk }.
board-say-place = Nummer { $number }. Gå til { $desk }.
board-closed = Vi har lukket.
board-opens-today = Vi åbner kl. { $time }.
board-opens-day = Vi åbner { $day } kl. { $time }.
board-silent-title = Tavlen har ikke nyt siden kl. { $time }.
board-silent-text = Jeres nummer gælder stadig. Spørg personalet, hvis I er i tvivl.
