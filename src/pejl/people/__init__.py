"""Organisation, levels, areas, units, the chain, participants, the development agreement."""
