"""What was awarded: the money set aside, acceptance, commitment, release."""
