"""Attacks on the command line as a whole: hostile files, streams, servers and values, each in a process.

``python -m benchmarks.fuzz.attacks [KIND…] --seed N`` runs them and prints a table. A kind is a file with
a function ``attacks(folder, random)`` that makes what it needs in ``folder`` just before it yields an attack.
"""
