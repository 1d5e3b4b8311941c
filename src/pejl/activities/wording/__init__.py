"""The room's own description of NOW for each focus area, revised until enough can sign."""
