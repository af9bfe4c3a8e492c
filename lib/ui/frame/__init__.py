"""What is around every page: head line, account, pulse, and the cards for errors."""
