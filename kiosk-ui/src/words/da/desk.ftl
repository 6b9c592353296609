desk-title = Skranke { $desk }
