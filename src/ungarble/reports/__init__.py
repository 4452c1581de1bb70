"""Who is told: one module per output, each a function from reports to text."""
