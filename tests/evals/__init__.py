"""Evaluations: each prints a table with 95% intervals. Run: python -m tests.evals --help"""
