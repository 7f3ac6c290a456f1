"""Rules on measuring: is every question answered on which a verdict depends?"""
