"""Measuring what a page costs on this machine: ``make bench``."""
