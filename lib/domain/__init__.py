"""What is true, without I/O: the request and its rules, models, jobs and their states, reading of answers, names."""
