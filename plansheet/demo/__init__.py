"""The whole cycle on a real plan, with simulated returns."""
