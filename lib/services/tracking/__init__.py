"""What moves jobs along: the tracker, its work, its clock, and answers that outlive a process."""
