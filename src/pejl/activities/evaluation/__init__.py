"""A few scales, what one takes home, a quotation with leave to quote."""
