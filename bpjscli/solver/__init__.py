"""Groups of figures held against identities by interval propagation."""
