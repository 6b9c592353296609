desk-title = Desk { $desk }
