"""What in a question may be about a person: told, so as to be refused or masked."""
