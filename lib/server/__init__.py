"""The server's side: what runs beside the pages, the media route, the guard, the page as browsers get it."""
