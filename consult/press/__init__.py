"""Batches at work: parts made by several processes, written privately, counted one by one.

It stands between the doors, which order a batch and show how far it is, and the deeds, which let each part count.
"""
