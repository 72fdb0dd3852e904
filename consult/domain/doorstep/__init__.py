"""What building leaders' phones send: entries made at the door, sealed one by one, that may arrive days later."""
