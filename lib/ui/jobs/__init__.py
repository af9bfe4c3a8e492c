"""The Jobs screen: the table, its filters, and the card of a job."""
