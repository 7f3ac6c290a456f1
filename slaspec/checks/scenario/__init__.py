"""Rules of the aspect `scenario`: what is only known when records are measured."""
