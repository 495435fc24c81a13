"""The demonstration: an invented association whose process stands part-way. Everything goes through the services."""
