"""What happens to a saved note: verified, revised, brought up to date."""
