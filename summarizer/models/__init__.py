"""What all models on disk or on a hub share."""
