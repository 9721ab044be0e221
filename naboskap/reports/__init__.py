"""What a project owes when it is over: words, figures and the auditor's confirmation."""
