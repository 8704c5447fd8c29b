"""The configuration of nginx: for the hosts that the registry names, or that a node's releases name."""
