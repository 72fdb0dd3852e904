"""The demo estate: an invented Shanghai estate with its roll, its staff and three consultations."""
