"""Rules on money: is every question answered on which an amount depends?"""
