"""Captures as articles of a Pelican site."""

from .articles import register  # noqa: F401
