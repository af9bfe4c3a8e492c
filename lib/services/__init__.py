"""What touches the world: the network, the database, the disk, the clock."""
