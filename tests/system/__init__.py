"""The whole program: real processes, real databases, real servers on loopback."""
