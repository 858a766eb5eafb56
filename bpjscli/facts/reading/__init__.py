"""How a printed number is read: its digits, its words, and which true values it may stand for."""
