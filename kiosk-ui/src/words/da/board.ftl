board-title = Nu kaldes
