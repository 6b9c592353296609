board-title = Now calling
