"""The kit that an office installs without terminal, administrator or internet."""
