"""Trains dechaff's line models: see docs/model.md."""
