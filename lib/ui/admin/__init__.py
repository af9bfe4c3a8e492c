"""The Admin screen, for those who look after the team: one module a section."""
