"""What a pair asks for, from first draft to sent and confirmed."""
