"""How the app speaks: values of the domain become sentences here."""
