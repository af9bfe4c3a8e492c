"""The Gallery screen: the grid, its filters, and the page of a video."""
