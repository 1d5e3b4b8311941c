"""Theme day, programme, slots, the log, the gate, outcomes, the Activity contract."""
