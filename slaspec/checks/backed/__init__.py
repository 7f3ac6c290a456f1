"""Rules on backing: is each promise deliverable by the OLAs and UCs behind it?"""
