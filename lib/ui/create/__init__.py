"""The Create screen: the board, its sections, and what will be sent."""
