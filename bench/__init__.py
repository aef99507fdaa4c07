"""Measuring what a page costs on this machine: ``make bench``.

To compare two commits, copy this folder into a checkout of the older one and run both in turn, more than once, with
``--output``; then ``--beside BEFORE AFTER``. What measures something else is a module here with a flag in
``__main__._arguments``.
"""
