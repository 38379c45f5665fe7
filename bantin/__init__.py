"""Bantin turns articles in Vietnamese and English into a ward's news portal for any static host."""

__version__ = "0.1.0"
