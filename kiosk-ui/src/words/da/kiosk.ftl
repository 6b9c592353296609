kiosk-welcome = Velkommen
