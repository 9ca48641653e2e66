"""What reading the rows of a list and finding its further pages share: addresses, answers of programs, page state."""
