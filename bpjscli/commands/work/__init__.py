"""What a command does with its options, where that is more than load, answer and show; imported when it runs."""
